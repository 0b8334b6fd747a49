import { ExemplarError } from '@/lib/platform/errors'
import { createMask, type Mask } from '../raster'

/** The value from which a grey mask counts as "edit": OpenCV's `threshold(127)` keeps what is larger than 127. */
export const editThreshold = 127

const requireSameSize = (masks: readonly Mask[]) => {
  const [first, ...rest] = masks
  if (first && rest.some((m) => m.width !== first.width || m.height !== first.height)) {
    throw new ExemplarError('bad-input', 'The masks have different sizes.', {
      field: 'mask',
      fix: 'Make all masks in the same frame.',
      detail: { sizes: masks.map((m) => [m.width, m.height]) },
    })
  }
}

const pairwise = (a: Mask, b: Mask, value: (a: number, b: number) => number): Mask => {
  requireSameSize([a, b])
  const result = createMask(a.width, a.height)
  for (let i = 0; i < result.data.length; i++) {
    result.data[i] = value(a.data[i] as number, b.data[i] as number)
  }
  return result
}

/** Edit where either edits; soft values take the larger. */
export const unionMasks = (a: Mask, b: Mask): Mask => pairwise(a, b, Math.max)

/** Edit where both edit; soft values take the smaller. */
export const intersectMasks = (a: Mask, b: Mask): Mask => pairwise(a, b, Math.min)

/** `a` without `b`. */
export const subtractMasks = (a: Mask, b: Mask): Mask => pairwise(a, b, (x, y) => Math.min(x, 255 - y))

export const invertMask = (mask: Mask): Mask => ({ ...mask, data: mask.data.map((v) => 255 - v) })

/** 255 where the mask is larger than 127, else 0. */
export const binariseMask = (mask: Mask): Mask => ({
  ...mask,
  data: mask.data.map((v) => (v > editThreshold ? 255 : 0)),
})

/** Share of the picture that the mask edits, 0–1; soft values count by their weight. */
export const areaFraction = (mask: Mask): number => {
  let sum = 0
  for (const value of mask.data) sum += value
  return sum / (255 * mask.data.length)
}

/** Intersection over union of two masks at the edit threshold; 1 when both are empty. */
export const maskIou = (a: Mask, b: Mask): number => {
  requireSameSize([a, b])
  let both = 0
  let either = 0
  for (let i = 0; i < a.data.length; i++) {
    const inA = (a.data[i] as number) > editThreshold
    const inB = (b.data[i] as number) > editThreshold
    if (inA && inB) both++
    if (inA || inB) either++
  }
  return either === 0 ? 1 : both / either
}
