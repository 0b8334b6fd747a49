import type { Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'

/** Stops waiting for a caption that the model did not give; the image stays in the queue for people. */
export const endDraft = async (
  tx: Tx,
  { imageId, attempt }: { imageId: string; attempt: number },
  error: string,
): Promise<void> => {
  const [image] = await tx.sourceImage.updateManyAndReturn({
    where: { id: imageId, captionAttempt: attempt, captionDueAt: { not: null } },
    data: { captionDueAt: null, captionError: error.slice(0, 500) },
  })
  if (image) await publish(tx, { projectId: image.projectId, topic: 'images', id: imageId })
}
