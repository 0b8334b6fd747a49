import type { Tx } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'

/**
 * Makes changes of who runs a project wait for one another: two admins who remove each other at once must not both
 * find that the other one stays.
 */
export const lockPeople = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$executeRaw`SELECT 1 FROM "Project" WHERE id = ${projectId}::uuid FOR UPDATE`
}

/** Throws when nobody but `userId` could run the project. Call it under `lockPeople`, before taking the role away. */
export const keepAnAdmin = async (tx: Tx, projectId: string, userId: string): Promise<void> => {
  const others = await tx.membership.count({
    where: { projectId, role: 'admin', userId: { not: userId }, user: { disabledAt: null } },
  })
  if (others === 0)
    throw new ExemplarError('refused', 'A project keeps at least one admin who can sign in.', {
      field: 'role',
      fix: 'Make somebody else an admin first.',
    })
}
