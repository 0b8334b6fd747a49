import type { Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { type RunKind, tableOf } from './run-kind'

/** Ends a running run once none of its tasks is open, and tells the pages that watch it either way. */
export const settleRun = async (tx: Tx, kind: RunKind, runId: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE ${tableOf(kind.run)} SET status = 'done', "finishedAt" = now()
    WHERE id = ${runId}::uuid AND status = 'running' AND NOT EXISTS (
      SELECT 1 FROM ${tableOf(kind.task)} WHERE "runId" = ${runId}::uuid AND status IN ('pending', 'queued', 'running')
    )`
  const [run] = await tx.$queryRaw<{ projectId: string }[]>`
    SELECT "projectId" FROM ${tableOf(kind.run)} WHERE id = ${runId}::uuid`
  if (run) await publish(tx, { projectId: run.projectId, topic: kind.topic, id: runId })
}
