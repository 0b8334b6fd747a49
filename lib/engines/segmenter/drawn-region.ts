import { maskBounds } from '@/lib/imaging/masks/box-mask'
import { unionMasks } from '@/lib/imaging/masks/combine'
import { polygonMask } from '@/lib/imaging/masks/polygon'
import type { Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import type { LabelledRegion, Segmentation } from './segmenter'

export type Found = Omit<Segmentation, 'elapsedMs'>

/** A region that a person drew passes through as it is. Errors: `bad-input` where it covers no pixel. */
export const drawnRegion = (image: Raster, rings: LabelledRegion['rings']): Found => {
  const mask = polygonMask(image.width, image.height, rings)
  const box = maskBounds(mask)
  if (!box) {
    throw new ExemplarError('bad-input', 'The polygon covers no pixel of the picture.', {
      field: 'prompt',
      fix: 'Draw at least three corners inside the picture.',
    })
  }
  return { mask, boxes: [box] }
}

/** All regions that a person gave this name, or null where there is none. */
export const labelledRegion = (
  image: Raster,
  label: string,
  regions: readonly LabelledRegion[],
): Found | null => {
  const wanted = label.trim().toLowerCase()
  const parts = regions
    .filter((region) => region.label.trim().toLowerCase() === wanted)
    .map((region) => drawnRegion(image, region.rings))
  if (parts.length === 0) return null
  return {
    mask: parts.map((part) => part.mask).reduce(unionMasks),
    boxes: parts.flatMap((part) => part.boxes),
  }
}

export const unknownLabel = (label: string, regions: readonly LabelledRegion[]): ExemplarError =>
  new ExemplarError('refused', `No region of this picture is labelled “${label}”.`, {
    field: 'label',
    fix: 'Draw a box or a scribble over it, or label a region.',
    detail: { labels: regions.map((region) => region.label) },
  })
