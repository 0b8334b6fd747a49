import { ExemplarError } from '@/lib/platform/errors'
import { createMask, type Mask } from '../raster'

export type MaskKind = 'fine' | 'contour' | 'box'

/** The two masks that UltraEdit blends with, chosen by how scattered the fine mask is. */
export interface MaskChoice {
  readonly mask: MaskKind
  readonly coarse: MaskKind
}

export const chooseMasks = (contours: number): MaskChoice => {
  if (contours > 0 && contours < 150) return { mask: 'fine', coarse: 'contour' }
  if (contours >= 150 && contours < 500) return { mask: 'contour', coarse: 'box' }
  return { mask: 'fine', coarse: 'fine' }
}

const requirePair = (mask: Mask, coarse: Mask) => {
  if (mask.width !== coarse.width || mask.height !== coarse.height) {
    throw new ExemplarError('bad-input', 'The two masks of a pair have different sizes.', {
      field: 'mask',
      fix: 'Make both masks in the same frame.',
    })
  }
}

/**
 * Soft mask at picture size: 255 where both agree on edit, 0 where both agree on keep, `softValue` (0–1) where they
 * differ. Feathering is not added: engines at latent resolution need the plain three levels.
 */
export const softMask = (mask: Mask, coarse: Mask, softValue: number): Mask => {
  requirePair(mask, coarse)
  const soft = Math.round(softValue * 255)
  const result = createMask(mask.width, mask.height)
  for (let i = 0; i < result.data.length; i++) {
    const a = (mask.data[i] as number) >= 128
    const b = (coarse.data[i] as number) >= 128
    result.data[i] = a === b ? (a ? 255 : 0) : soft
  }
  return result
}

/** A mask at latent resolution; `data` is [height, width], 0–1. */
export interface LatentMask {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** Grey/255 ≥ 0.5 → 1, then pixel (8i, 8j): the published nearest down-sampling by 8. Sides are floored. */
export const latentMask = (mask: Mask): LatentMask => {
  const width = Math.floor(mask.width / 8)
  const height = Math.floor(mask.height / 8)
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = (mask.data[y * 8 * mask.width + x * 8] as number) >= 128 ? 1 : 0
    }
  }
  return { width, height, data }
}

/** The mask where it equals the coarse one, `softValue` (0–1) elsewhere; both at latent resolution. */
export const fuseLatentMasks = (mask: LatentMask, coarse: LatentMask, softValue: number): LatentMask => ({
  ...mask,
  data: mask.data.map((v, i) => (v === coarse.data[i] ? v : softValue)),
})
