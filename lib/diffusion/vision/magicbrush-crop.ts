import { roundHalfEven } from '@/lib/imaging/frame'
import type { Raster } from '@/lib/imaging/raster'
import { resampleWindow } from '@/lib/imaging/resample'

/**
 * The picture that MagicBrush's evaluation shows to CLIP and DINO: short side to `short` by Pillow's bicubic, long side
 * `int(short · long / short side)`, centre crop of `crop` with offsets rounded half to even (torchvision's CenterCrop).
 * Only the pixels under the crop are resampled.
 */
export const magicBrushCrop = (raster: Raster, short: number, crop: number): Raster => {
  const { width, height } = raster
  const to =
    width <= height
      ? { width: short, height: Math.trunc((short * height) / width) }
      : { width: Math.trunc((short * width) / height), height: short }
  const window = {
    x: roundHalfEven((to.width - crop) / 2),
    y: roundHalfEven((to.height - crop) / 2),
    width: crop,
    height: crop,
  }
  return resampleWindow(raster, { from: raster, to, window })
}
