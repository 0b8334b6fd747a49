import type { Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'

/** Ends an import whose manifest cannot be read at all. What other attempts wrote stays listed. */
export const failImport = async (tx: Tx, runId: string, attempt: number, error: string): Promise<void> => {
  const [failed] = await tx.importRun.updateManyAndReturn({
    where: { id: runId, attempt, status: 'queued' },
    data: { status: 'failed', error: error.slice(0, 2_000), finishedAt: new Date() },
  })
  if (failed) await publish(tx, { projectId: failed.projectId, topic: 'import', id: runId })
}
