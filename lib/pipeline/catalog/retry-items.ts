import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { Prisma, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { feedRun } from '@/lib/platform/runs/feed-run'
import { settleRun } from '@/lib/platform/runs/settle-run'
import { lockImport } from './find-import'
import { importRuns } from './jobs'

/**
 * Tries one failed item again, or all of them: a server may answer now, a file may have been put right. Rows that
 * could not be read have nothing to try and stay listed.
 */
export const retryItems = (
  actor: ProjectActor,
  { id, itemId }: { id: string; itemId?: string | undefined },
): Promise<{ retried: number }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const run = await lockImport(tx, actor, id)
    if (itemId && (await tx.importItem.count({ where: { id: itemId, runId: id } })) === 0)
      throw notFound('item of this import')
    if (run.status === 'cancelled')
      throw new ExemplarError('conflict', 'The import was cancelled.', { fix: 'Start a new one.' })
    const one = itemId ? Prisma.sql`AND task.id = ${itemId}::uuid` : Prisma.empty
    const retried = await tx.$queryRaw<{ was: string }[]>`
      UPDATE "ImportItem" task SET status = 'pending', field = NULL, error = NULL, fix = NULL, "finishedAt" = NULL
      FROM "ImportItem" old
      WHERE task."runId" = ${id}::uuid AND old.id = task.id AND old.status IN ('failed', 'refused')
        AND ${importRuns.ready ?? Prisma.sql`TRUE`} ${one}
      RETURNING old.status::text AS was`
    if (retried.length === 0) return { retried: 0 }
    const failed = retried.filter((row) => row.was === 'failed').length
    await tx.importRun.update({
      where: { id },
      data: {
        failed: { decrement: failed },
        refused: { decrement: retried.length - failed },
        finishedAt: null,
        ...(run.status !== 'paused' && { status: 'running' }),
      },
    })
    await feedRun(tx, importRuns, id, 1)
    await settleRun(tx, importRuns, id)
    await audit(tx, actor, {
      action: 'import.retried',
      objectType: 'import',
      objectId: id,
      detail: { items: retried.length },
    })
    return { retried: retried.length }
  })
