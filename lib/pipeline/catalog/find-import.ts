import type { ProjectActor } from '@/lib/platform/auth/actor'
import type { Prisma, Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'

export type ImportRow = Prisma.ImportRunGetPayload<Record<never, never>>

export const findImport = async (tx: Tx, actor: ProjectActor, id: string): Promise<ImportRow> => {
  const run = await tx.importRun.findFirst({ where: { id, projectId: actor.projectId } })
  if (!run) throw notFound('import')
  return run
}

/** The same, locked until the transaction ends: for changes that look at its state first. */
export const lockImport = async (tx: Tx, actor: ProjectActor, id: string): Promise<ImportRow> => {
  await tx.$queryRaw`SELECT 1 FROM "ImportRun" WHERE id = ${id}::uuid FOR UPDATE`
  return findImport(tx, actor, id)
}
