import { Prisma, type Tx } from '@/lib/platform/db'
import { feedRun } from './feed-run'
import { type RunKind, type TaskPayload, tableOf } from './run-kind'
import { settleRun } from './settle-run'

export interface TaskEnd {
  readonly status: 'done' | 'failed' | 'refused'
  readonly error?: string
  /** Added to the run's columns of that name, beside `done`, `failed` or `refused` itself. */
  readonly counts?: Readonly<Record<string, number>>
}

/**
 * Ends a task once, counts it on its run, feeds the next and ends the run when it was the last; all in the caller's
 * transaction. False when this attempt no longer holds the task: the caller must then write nothing of its own.
 */
export const endTask = async (
  tx: Tx,
  kind: RunKind,
  { taskId, attempt }: TaskPayload,
  end: TaskEnd,
): Promise<boolean> => {
  const [ended] = await tx.$queryRaw<{ runId: string }[]>`
    UPDATE ${tableOf(kind.task)} SET status = ${end.status}::"TaskStatus", error = ${end.error ?? null}, "finishedAt" = now()
    WHERE id = ${taskId}::uuid AND attempt = ${attempt} AND status IN ('queued', 'running')
    RETURNING "runId"`
  if (!ended) return false
  const counts = Object.entries({ ...end.counts, [end.status]: 1 }).map(
    ([column, by]) => Prisma.sql`${Prisma.raw(`"${column}"`)} = ${Prisma.raw(`"${column}"`)} + ${by}`,
  )
  await tx.$executeRaw`
    UPDATE ${tableOf(kind.run)} SET ${Prisma.join(counts)} WHERE id = ${ended.runId}::uuid`
  await feedRun(tx, kind, ended.runId)
  await settleRun(tx, kind, ended.runId)
  return true
}

/** A task whose job died: failed, with the reason. Shaped for `handleJob`'s `dead`. */
export const failTask =
  (kind: RunKind) =>
  async (tx: Tx, payload: TaskPayload, error: Error): Promise<void> => {
    await endTask(tx, kind, payload, { status: 'failed', error: error.message.slice(0, 2_000) })
  }
