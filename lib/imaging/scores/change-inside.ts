import { ExemplarError } from '@/lib/platform/errors'
import type { Mask, Raster } from '../raster'
import { requireSameSize } from './pixel-scores'

/**
 * Share of the change that lies inside the mask, 0–1: Σ m·|a−b|² / Σ |a−b|², with m = mask/255, so a soft mask counts by
 * its weight. Null when nothing changed, since no share of nothing is right.
 */
export const changeInside = (a: Raster, b: Raster, mask: Mask): number | null => {
  requireSameSize(a, b)
  if (mask.width !== a.width || mask.height !== a.height) {
    throw new ExemplarError('bad-input', 'The mask and the pictures have different sizes.', {
      field: 'mask',
      fix: 'Use the mask of the frame in which the pictures were made.',
      detail: { picture: [a.width, a.height], mask: [mask.width, mask.height] },
    })
  }
  let inside = 0
  let all = 0
  for (let p = 0, i = 0; p < mask.data.length; p++, i += 3) {
    const dr = (a.data[i] as number) - (b.data[i] as number)
    const dg = (a.data[i + 1] as number) - (b.data[i + 1] as number)
    const db = (a.data[i + 2] as number) - (b.data[i + 2] as number)
    const energy = dr * dr + dg * dg + db * db
    all += energy
    inside += energy * (mask.data[p] as number)
  }
  return all === 0 ? null : inside / 255 / all
}
