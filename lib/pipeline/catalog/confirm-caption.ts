import { audit } from '@/lib/platform/audit'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { acceptCaption } from './accept-caption'
import { findImage } from './find-image'
import type { ImageView } from './schema'
import { viewImage } from './view-image'

/**
 * Writes the caption of a claimed image, or confirms the model's draft. Fenced by the lease's token: whoever holds a
 * newer one has the image, and both texts are kept.
 */
export const confirmCaption = (
  actor: ProjectActor,
  { id, caption, leaseToken }: { id: string; caption: string; leaseToken: number },
): Promise<ImageView> =>
  transaction(async (tx) => {
    const userId = personOf(actor)
    const before = await findImage(tx, actor, id)
    const text = await acceptCaption(tx, actor.projectId, caption)
    const { count } = await tx.sourceImage.updateMany({
      where: { id, leaseUserId: userId, leaseToken, captionStatus: { in: ['missing', 'draft'] } },
      data: {
        caption: text,
        captionStatus: 'confirmed',
        captionBy: before.captionStatus === 'draft' && before.caption === text ? before.captionBy : 'person',
        captionDueAt: null,
        captionError: null,
        leaseUserId: null,
        leaseUntil: null,
        version: { increment: 1 },
      },
    })
    if (count === 0) {
      const now = await findImage(tx, actor, id)
      throw new ExemplarError('stale-lease', 'The image went to somebody else in the meantime.', {
        field: 'leaseToken',
        fix: 'Go on with the next image; your text is kept here to copy.',
        detail: {
          yours: { caption: text },
          theirs: { caption: now.caption, captionStatus: now.captionStatus },
        },
      })
    }
    await audit(tx, actor, {
      action: 'caption.confirmed',
      objectType: 'image',
      objectId: id,
      detail: { caption: text, edited: before.caption !== text },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'images', id })
    return viewImage(await findImage(tx, actor, id))
  })
