import { z } from 'zod'
import { frameToSource } from '@/lib/imaging/frame'
import type { Rect } from '@/lib/imaging/raster'
import type { Tx } from '@/lib/platform/db'
import type { ImageRow } from './find-image'

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

export interface LabelledBox {
  readonly id: string
  readonly label: string
  /** In pixels of the source image. */
  readonly rect: Rect
}

/**
 * Where the labelled regions of an image lie, in its own pixels. The one place in which the catalog reads rows of the
 * regions stage: a frame must not cut off a region, that stage is to the right of this one, and asking it by an event
 * would let a frame be moved first and be refused later.
 */
export const labelledBoxes = async (
  tx: Tx,
  image: Pick<ImageRow, 'id' | 'width' | 'height'>,
): Promise<LabelledBox[]> => {
  const regions = await tx.region.findMany({
    where: { sourceImageId: image.id, labelled: true, status: { not: 'refused' } },
    orderBy: { id: 'asc' },
    select: { id: true, label: true, bbox: true, frameId: true, parentId: true },
  })
  const corrected = new Set(regions.map((region) => region.parentId))
  const frames = await tx.frame.findMany({ where: { sourceImageId: image.id } })
  const frameOf = new Map(frames.map((frame) => [frame.id, frame]))
  return regions.flatMap(({ id, label, bbox, frameId }) => {
    const frame = frameOf.get(frameId)
    const inFrame = box.safeParse(bbox)
    // A corrected region counts as its newest version; one without a box yet has nothing to cut.
    if (!frame || !inFrame.success || corrected.has(id)) return []
    const { x, y, width, height } = inFrame.data
    const from = frameToSource(frame, image, { x, y })
    const to = frameToSource(frame, image, { x: x + width, y: y + height })
    return { id, label, rect: { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y } }
  })
}
