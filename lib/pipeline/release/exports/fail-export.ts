import type { Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import type { ExportPayload } from './write-export'

/** An export whose job died: failed, with the reason; whole files stay to go on from. */
export const failExport = async (
  tx: Tx,
  { exportId, attempt }: ExportPayload,
  error: Error,
): Promise<void> => {
  const [row] = await tx.releaseExport.updateManyAndReturn({
    where: { id: exportId, attempt, status: { in: ['queued', 'running'] } },
    data: { status: 'failed', error: error.message.slice(0, 2_000), finishedAt: new Date() },
  })
  if (row) await publish(tx, { projectId: row.projectId, topic: 'release', id: exportId })
}
