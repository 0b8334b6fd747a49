import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { acceptCaption } from './accept-caption'
import { findImage, staleImage } from './find-image'
import { normaliseLicence } from './readers/normalise-licence'
import type { ImageDetail } from './schema'
import { viewImageDetail } from './view-image'

interface Edit {
  caption?: string | undefined
  name?: string | undefined
  licence?: string | null | undefined
  attribution?: string | null | undefined
}

/** Changes an image's texts over the version that the editor saw; another version is refused with both. */
export const editImage = (
  actor: ProjectActor,
  { id, version, ...edit }: { id: string; version: number } & Edit,
): Promise<ImageDetail> =>
  transaction(async (tx) => {
    requireRole(actor, 'reviewer')
    await findImage(tx, actor, id)
    const { caption, name, licence, attribution } = edit
    const data = {
      ...(caption !== undefined && {
        caption: await acceptCaption(tx, actor.projectId, caption),
        captionStatus: 'confirmed' as const,
        captionBy: 'person',
        captionDueAt: null,
        captionError: null,
      }),
      ...(name !== undefined && { name }),
      ...(licence !== undefined && { licence: licence && normaliseLicence(licence) }),
      ...(attribution !== undefined && { attribution: attribution || null }),
    }
    const { count } = await tx.sourceImage.updateMany({
      where: { id, version },
      data: { ...data, version: { increment: 1 } },
    })
    if (count === 0) throw await staleImage(tx, actor, id, edit)
    await audit(tx, actor, { action: 'image.edited', objectType: 'image', objectId: id, detail: { ...data } })
    await publish(tx, { projectId: actor.projectId, topic: 'images', id })
    return viewImageDetail(await findImage(tx, actor, id), tx)
  })
