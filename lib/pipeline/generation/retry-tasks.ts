import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { Prisma, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { feedRun } from '@/lib/platform/runs/feed-run'
import { settleRun } from '@/lib/platform/runs/settle-run'
import { generationRuns } from './jobs'

/**
 * Tries one failed or refused record of a run again, or all of them: a device may be back, an engine may have learnt
 * the operation. The run's row is locked, so that its counts and its tasks change together.
 */
export const retryTasks = (
  actor: ProjectActor,
  { id, taskId }: { id: string; taskId?: string | undefined },
): Promise<{ retried: number }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const [run] = await tx.$queryRaw<{ status: string }[]>`
      SELECT status::text FROM "GenerationRun"
      WHERE id = ${id}::uuid AND "projectId" = ${actor.projectId}::uuid FOR UPDATE`
    if (!run) throw notFound('generation run')
    if (taskId && (await tx.generationTask.count({ where: { id: taskId, runId: id } })) === 0)
      throw notFound('record of this run')
    if (run.status === 'cancelled')
      throw new ExemplarError('conflict', 'The run was cancelled.', { fix: 'Start a new one.' })
    const one = taskId ? Prisma.sql`AND task.id = ${taskId}::uuid` : Prisma.empty
    const retried = await tx.$queryRaw<{ was: string }[]>`
      UPDATE "GenerationTask" task SET status = 'pending', error = NULL, "finishedAt" = NULL
      FROM "GenerationTask" old
      WHERE task."runId" = ${id}::uuid AND old.id = task.id AND old.status IN ('failed', 'refused') ${one}
      RETURNING old.status::text AS was`
    if (retried.length === 0) return { retried: 0 }
    const failed = retried.filter((row) => row.was === 'failed').length
    await tx.generationRun.update({
      where: { id },
      data: {
        failed: { decrement: failed },
        refused: { decrement: retried.length - failed },
        finishedAt: null,
        ...(run.status !== 'paused' && { status: 'running' }),
      },
    })
    await feedRun(tx, generationRuns, id, 1)
    await settleRun(tx, generationRuns, id)
    await audit(tx, actor, {
      action: 'generation.retried',
      objectType: 'GenerationRun',
      objectId: id,
      detail: { tasks: retried.length },
    })
    return { retried: retried.length }
  })
