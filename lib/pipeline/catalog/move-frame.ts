import { type Frame, frameContains, frameFits } from '@/lib/imaging/frame'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { findImage, type ImageRow, staleImage } from './find-image'
import { renderFrameJob } from './jobs'
import { labelledBoxes } from './labelled-boxes'
import type { ImageDetail } from './schema'
import { viewImageDetail } from './view-image'

const checkFrame = async (tx: Tx, image: ImageRow, frame: Frame): Promise<void> => {
  if (!frameFits(frame, image))
    throw new ExemplarError('bad-input', 'The frame leaves the picture or bends its proportions.', {
      field: 'frame',
      fix: 'Keep the crop inside the picture.',
      detail: { width: image.width, height: image.height },
    })
  const cut = (await labelledBoxes(tx, image)).filter(({ rect }) => !frameContains(frame, image, rect))
  if (cut.length === 0) return
  throw new ExemplarError(
    'refused',
    `The frame would cut off ${cut.map(({ label }) => `“${label}”`).join(', ')}.`,
    {
      field: 'frame',
      fix: 'Move or widen the frame until the labelled regions are inside, or remove their labels first.',
      detail: { regions: cut.map(({ id, label }) => ({ id, label })) },
    },
  )
}

/**
 * Puts another crop of an image in force. The old frame stays: regions, masks and candidates keep naming theirs. The
 * picture of a new frame is made by the worker; a frame that was in force before has its picture already.
 */
export const moveFrame = (
  actor: ProjectActor,
  { id, version, ...wanted }: { id: string; version: number } & Omit<Frame, 'size'>,
): Promise<ImageDetail> =>
  transaction(async (tx) => {
    requireRole(actor, 'reviewer')
    const image = await findImage(tx, actor, id)
    const current = image.frameId ? await tx.frame.findUnique({ where: { id: image.frameId } }) : null
    const geometry: Frame = { ...wanted, size: current?.size ?? 512 }
    await checkFrame(tx, image, geometry)
    const frame = await tx.frame.upsert({
      where: { sourceImageId_scaledWidth_scaledHeight_left_top_size: { sourceImageId: id, ...geometry } },
      update: {},
      create: {
        projectId: actor.projectId,
        sourceImageId: id,
        ...geometry,
        attempt: 1,
        createdById: actor.userId,
      },
    })
    const { count } = await tx.sourceImage.updateMany({
      where: { id, version },
      data: { frameId: frame.id, version: { increment: 1 } },
    })
    if (count === 0) throw await staleImage(tx, actor, id, wanted)
    if (!frame.sha256)
      await enqueue(
        tx,
        renderFrameJob,
        [{ rowId: frame.id, attempt: frame.attempt, payload: { frameId: frame.id } }],
        { priority: 1, projectId: actor.projectId },
      )
    await audit(tx, actor, {
      action: 'image.framed',
      objectType: 'image',
      objectId: id,
      detail: { from: image.frameId, to: frame.id },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'images', id })
    return viewImageDetail(await findImage(tx, actor, id), tx)
  })
