import type { Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isElsewhere, jobOf, type RunKind, type TaskPayload, tableOf } from './run-kind'

/** Makes a failed task due again, and its run run again. Shaped for `handleJob`'s `revive`. */
export const reviveTask =
  (kind: RunKind) =>
  async (tx: Tx, { taskId }: TaskPayload): Promise<void> => {
    const [task] = await tx.$queryRaw<{ runId: string; attempt: number; was: string }[]>`
      UPDATE ${tableOf(kind.task)} task SET status = 'queued', attempt = task.attempt + 1, error = NULL, "finishedAt" = NULL
      FROM ${tableOf(kind.task)} old
      WHERE task.id = ${taskId}::uuid AND old.id = task.id AND old.status IN ('failed', 'refused')
      RETURNING task."runId", task.attempt, old.status::text AS was`
    if (!task) return
    const [run] = await tx.$queryRaw<{ projectId: string; elsewhere: boolean }[]>`
      UPDATE ${tableOf(kind.run)} run SET
        status = CASE WHEN status = 'paused' THEN status ELSE 'running' END, "finishedAt" = NULL,
        failed = failed - ${task.was === 'failed' ? 1 : 0}, refused = refused - ${task.was === 'refused' ? 1 : 0}
      WHERE id = ${task.runId}::uuid RETURNING "projectId", ${isElsewhere(kind)} AS elsewhere`
    await enqueue(
      tx,
      jobOf(kind, run?.elsewhere ?? false),
      [{ rowId: taskId, attempt: task.attempt, payload: { taskId, attempt: task.attempt } }],
      {
        priority: 1,
        projectId: run?.projectId ?? null,
      },
    )
  }
