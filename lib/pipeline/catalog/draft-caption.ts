import { sharp } from '@/lib/imaging/safe-sharp'
import { db, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import type { JobContext } from '@/lib/platform/queue/define-job'
import { storage } from '@/lib/platform/storage/blobs'
import { captionEngine, captionModel } from './caption-engine'
import { endDraft } from './end-draft'

/** Vision models look at about this many pixels a side; more would only cost. */
const seenSide = 1_024

/** Asks the vision model for a caption. A person's own words, written meanwhile, are never touched. */
export const draftCaption = async (
  { imageId, attempt }: { imageId: string; attempt: number },
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> => {
  const image = await db().sourceImage.findUnique({ where: { id: imageId } })
  if (!image?.captionDueAt || image.captionAttempt !== attempt) return
  const engine = await captionEngine()
  if (!engine?.draftCaption)
    return transaction((tx) => endDraft(tx, { imageId, attempt }, 'No vision model is configured any more.'))
  const bytes = await sharp(await storage().read(image.sha256))
    .resize(seenSide, seenSide, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 90 })
    .toBuffer()
  try {
    const { caption } = await engine.draftCaption({ image: bytes, mediaType: 'image/jpeg' }, { signal })
    await transaction(async (tx) => {
      const { count } = await tx.sourceImage.updateMany({
        where: { id: imageId, captionAttempt: attempt, captionStatus: { not: 'confirmed' } },
        data: {
          caption,
          captionStatus: 'draft',
          captionBy: captionModel(),
          captionDueAt: null,
          captionError: null,
          version: { increment: 1 },
        },
      })
      if (count > 0) await publish(tx, { projectId: image.projectId, topic: 'images', id: imageId })
    })
  } catch (error) {
    // The model answered, and will answer the same: leave the image to people.
    if (!(error instanceof ExemplarError) || error.code !== 'refused') throw error
    await transaction((tx) => endDraft(tx, { imageId, attempt }, error.message))
  }
}
