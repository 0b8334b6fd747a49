import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { Prisma, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { feedRun } from './feed-run'
import { type RunKind, tableOf } from './run-kind'
import { settleRun } from './settle-run'

/**
 * Tries one failed or refused task of a run again, or all of them: a server may answer now, a device may be back, a
 * file may have been put right. The run's row is locked, so that its counts and its tasks change together.
 */
export const retryTasks = (
  actor: ProjectActor,
  kind: RunKind,
  { id, taskId }: { id: string; taskId?: string | undefined },
): Promise<{ retried: number }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const [run] = await tx.$queryRaw<{ status: string }[]>`
      SELECT status::text FROM ${tableOf(kind.run)}
      WHERE id = ${id}::uuid AND "projectId" = ${actor.projectId}::uuid FOR UPDATE`
    if (!run) throw notFound('run')
    const one = taskId ? Prisma.sql`AND task.id = ${taskId}::uuid` : Prisma.empty
    if (taskId) {
      const [known] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM ${tableOf(kind.task)} task WHERE task."runId" = ${id}::uuid ${one}`
      if (!known) throw notFound('task of this run')
    }
    if (run.status === 'cancelled')
      throw new ExemplarError('conflict', 'The run was cancelled.', { fix: 'Start a new one.' })
    const retried = await tx.$queryRaw<{ was: string }[]>`
      UPDATE ${tableOf(kind.task)} task
      SET status = 'pending', error = NULL, "finishedAt" = NULL ${kind.cleared ?? Prisma.empty}
      FROM ${tableOf(kind.task)} old
      WHERE task."runId" = ${id}::uuid AND old.id = task.id AND old.status IN ('failed', 'refused')
        AND ${kind.ready ?? Prisma.sql`TRUE`} ${one}
      RETURNING old.status::text AS was`
    if (retried.length === 0) return { retried: 0 }
    const failed = retried.filter(({ was }) => was === 'failed').length
    await tx.$executeRaw`
      UPDATE ${tableOf(kind.run)} SET "finishedAt" = NULL,
        failed = failed - ${failed}, refused = refused - ${retried.length - failed},
        status = CASE WHEN status = 'paused' THEN status ELSE 'running' END
      WHERE id = ${id}::uuid`
    await feedRun(tx, kind, id, 1)
    await settleRun(tx, kind, id)
    await audit(tx, actor, {
      action: `${kind.topic}.retried`,
      objectType: kind.run,
      objectId: id,
      detail: { tasks: retried.length },
    })
    return { retried: retried.length }
  })
