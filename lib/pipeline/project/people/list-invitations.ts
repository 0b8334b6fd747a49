import { before, toPage } from '@/lib/platform/api/paging'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { InvitationView } from './schema'

/** Links that still work, newest first. */
export const listInvitations = async (
  actor: ProjectActor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: InvitationView[]; next: string | null }> => {
  requireRole(actor, 'admin')
  const rows = await db().invitation.findMany({
    where: {
      projectId: actor.projectId,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date() },
      ...before(cursor),
    },
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => row)
}
