import { ExemplarError } from '@/lib/platform/errors'
import { toRgb } from './codec'
import { type Frame, frameFits } from './frame'
import type { Raster } from './raster'
import { resampleWindow, sourceSpan } from './resample'
import { sharp } from './safe-sharp'

/**
 * Cuts a frame out of a stored source image: `size` × `size` pixels of sRGB.
 *
 * Resampler: Pillow's antialiased bicubic with 8-bit rounding, as UltraEdit prepares its anchors; see `resample.ts`.
 * Only the source pixels under the frame (and the filter's support) are held, so a long panorama costs no more than
 * its square. Throws `bad-input` when the frame does not belong to a picture of this size.
 */
export const renderFrame = async (image: string | Buffer, frame: Frame): Promise<Raster> => {
  const { width, height } = await sharp(image).metadata()
  const source = { width, height }
  if (!frameFits(frame, source)) {
    throw new ExemplarError('bad-input', `The frame does not fit a picture of ${width}×${height} pixels.`, {
      field: 'frame',
      fix: 'Move the frame inside the picture, or use the default centre crop.',
      detail: { frame, source },
    })
  }
  const [left, right] = sourceSpan(width, frame.scaledWidth, frame.left, frame.size)
  const [top, bottom] = sourceSpan(height, frame.scaledHeight, frame.top, frame.size)
  const { data, info } = await sharp(image)
    .extract({ left, top, width: right - left, height: bottom - top })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return resampleWindow(
    { width: info.width, height: info.height, data: toRgb(data, info.channels) },
    {
      from: source,
      to: { width: frame.scaledWidth, height: frame.scaledHeight },
      window: { x: frame.left, y: frame.top, width: frame.size, height: frame.size },
      origin: { x: left, y: top },
    },
  )
}
