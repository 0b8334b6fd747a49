import { Prisma, type Tx } from '@/lib/platform/db'
import type { Priority } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isElsewhere, jobOf, type RunKind, tableOf } from './run-kind'

/** Tasks of one run that are in the queue at a time: enough to keep workers busy, few enough to share them fairly. */
const window = 64

/**
 * Puts a running run's next tasks into the queue. A run of millions never floods it: each ended task feeds the next.
 */
export const feedRun = async (
  tx: Tx,
  kind: RunKind,
  runId: string,
  priority: Priority = 10,
): Promise<void> => {
  const fed = await tx.$queryRaw<{ id: string; attempt: number; projectId: string; elsewhere: boolean }[]>`
    WITH run AS (
      SELECT id, "projectId", ${isElsewhere(kind)} AS elsewhere FROM ${tableOf(kind.run)} run WHERE id = ${runId}::uuid AND status = 'running'
    ), open AS (
      SELECT count(*) AS n FROM ${tableOf(kind.task)} WHERE "runId" = ${runId}::uuid AND status IN ('queued', 'running')
    ), next AS (
      SELECT task.id FROM ${tableOf(kind.task)} task, run, open
      WHERE task."runId" = run.id AND task.status = 'pending' AND open.n < ${window / 2}
        AND ${kind.ready ?? Prisma.sql`TRUE`}
      ORDER BY task.position LIMIT ${window} FOR UPDATE OF task SKIP LOCKED
    )
    UPDATE ${tableOf(kind.task)} task SET status = 'queued', attempt = task.attempt + 1
    FROM next, run WHERE task.id = next.id
    RETURNING task.id, task.attempt, run."projectId", run.elsewhere`
  const first = fed[0]
  if (!first) return
  await enqueue(
    tx,
    jobOf(kind, first.elsewhere),
    fed.map(({ id, attempt }) => ({ rowId: id, attempt, payload: { taskId: id, attempt } })),
    { priority, projectId: first.projectId },
  )
}
