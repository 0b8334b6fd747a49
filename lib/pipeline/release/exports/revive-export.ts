import type { Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { exportReleaseJob } from '../jobs'

/**
 * Makes an ended export due again. It verifies the files that are there and writes those that are not; of one that was
 * done it restores what somebody deleted. False when it is under way.
 */
export const reviveExport = async (tx: Tx, exportId: string): Promise<boolean> => {
  const [row] = await tx.releaseExport.updateManyAndReturn({
    where: { id: exportId, status: { in: ['failed', 'cancelled', 'done'] } },
    data: {
      status: 'queued',
      attempt: { increment: 1 },
      error: null,
      done: 0,
      bytes: 0,
      startedAt: null,
      finishedAt: null,
    },
  })
  if (!row) return false
  const { attempt, projectId } = row
  await enqueue(tx, exportReleaseJob, [{ rowId: exportId, attempt, payload: { exportId, attempt } }], {
    priority: 10,
    projectId,
  })
  await publish(tx, { projectId, topic: 'release', id: exportId })
  return true
}
