import { db, transaction } from '@/lib/platform/db'
import type { Priority } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay } from '@/lib/platform/queue/reconcile'
import { feedRun } from './feed-run'
import { isElsewhere, jobOf, type RunKind, tableOf } from './run-kind'
import { settleRun } from './settle-run'

interface LostTask {
  id: string
  attempt: number
  projectId: string
  elsewhere: boolean
}

/**
 * Puts back what the queue lost: open tasks of running runs whose job is neither in the outbox nor in the queue. The
 * attempt stays, so that a job which was only slow to show, and its double, end the task once.
 */
export const reconcileRuns = async (kind: RunKind, graceMs: number): Promise<number> => {
  const open = await db().$queryRaw<LostTask[]>`
    SELECT task.id, task.attempt, run."projectId", ${isElsewhere(kind)} AS elsewhere FROM ${tableOf(kind.task)} task
    JOIN ${tableOf(kind.run)} run ON run.id = task."runId" AND run.status = 'running'
    WHERE task.status IN ('queued', 'running')
      AND coalesce(task."startedAt", run."startedAt", run."createdAt") < now() - ${graceMs} * interval '1 millisecond'
    LIMIT 2000`
  let put = 0
  for (const task of open) {
    const job = jobOf(kind, task.elsewhere)
    if (await isUnderWay(job, task.id, task.attempt)) continue
    await transaction((tx) =>
      enqueue(
        tx,
        job,
        [{ rowId: task.id, attempt: task.attempt, payload: { taskId: task.id, attempt: task.attempt } }],
        { priority: 10 satisfies Priority, projectId: task.projectId },
      ),
    )
    put += 1
  }
  const running = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM ${tableOf(kind.run)} WHERE status = 'running'`
  for (const run of running)
    await transaction(async (tx) => {
      await feedRun(tx, kind, run.id)
      await settleRun(tx, kind, run.id)
    })
  return put
}
