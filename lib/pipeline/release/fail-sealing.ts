import type { Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import type { SealPayload } from './choose-rows'

/** A sealing whose job died: failed, with the reason; its rows stay to go on from. */
export const failSealing = async (
  tx: Tx,
  { releaseId, attempt }: SealPayload,
  error: Error,
): Promise<void> => {
  const [release] = await tx.release.updateManyAndReturn({
    where: { id: releaseId, attempt, status: 'sealing' },
    data: { status: 'failed', error: error.message.slice(0, 2_000) },
  })
  if (release) await publish(tx, { projectId: release.projectId, topic: 'release', id: releaseId })
}
