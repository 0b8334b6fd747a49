import { db } from '@/lib/platform/db'
import { type RunKind, type TaskPayload, tableOf } from './run-kind'

/**
 * Takes a task for this job. False means that its state moved on (paused, cancelled, done, or another attempt), and
 * the job ends without work. A job that was killed and handed out again finds its own attempt running, and may go on.
 */
export const beginTask = async (kind: RunKind, { taskId, attempt }: TaskPayload): Promise<boolean> => {
  const begun = await db().$executeRaw`
    UPDATE ${tableOf(kind.task)} task SET status = 'running', "startedAt" = now()
    FROM ${tableOf(kind.run)} run
    WHERE task.id = ${taskId}::uuid AND task.attempt = ${attempt} AND task.status IN ('queued', 'running')
      AND run.id = task."runId" AND run.status = 'running'`
  return begun === 1
}

/** Whether a long task should go on: asked between its steps, so that pause and cancel are felt soon. */
export const taskGoesOn = async (kind: RunKind, { taskId, attempt }: TaskPayload): Promise<boolean> => {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM ${tableOf(kind.task)} task JOIN ${tableOf(kind.run)} run ON run.id = task."runId"
    WHERE task.id = ${taskId}::uuid AND task.attempt = ${attempt} AND task.status = 'running' AND run.status = 'running'`
  return rows.length === 1
}
