import type { TiledMask } from '@/lib/imaging/masks/tiles/tiled-mask'
import { createMask, type Mask } from '@/lib/imaging/raster'
import type { StudioProblem } from './protocol'

export class StudioError extends Error {
  constructor(readonly problem: StudioProblem) {
    super(problem)
  }
}

/** So many rows are read at once: a whole picture of 24 megapixels would be 96 MB of RGBA. */
const bandRows = 256

/** The grey values of a mask's picture, which has to be of the mask's size. Reads red: a mask is grey. */
export const loadMask = async (url: string, { width, height }: TiledMask): Promise<Mask> => {
  const bitmap = await fetchBitmap(url)
  try {
    if (bitmap.width !== width || bitmap.height !== height) throw new StudioError('other-size')
    const canvas = new OffscreenCanvas(width, Math.min(bandRows, height))
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) throw new StudioError('failed')
    const mask = createMask(width, height)
    for (let top = 0; top < height; top += bandRows) {
      const rows = Math.min(bandRows, height - top)
      context.drawImage(bitmap, 0, top, width, rows, 0, 0, width, rows)
      const rgba = context.getImageData(0, 0, width, rows).data
      for (let i = 0; i < width * rows; i++) mask.data[top * width + i] = rgba[4 * i] ?? 0
    }
    return mask
  } finally {
    bitmap.close()
  }
}

export const fetchBitmap = async (url: string): Promise<ImageBitmap> => {
  const answer = await fetch(url).catch(() => null)
  if (!answer?.ok) throw new StudioError('unreadable')
  return createImageBitmap(await answer.blob(), { colorSpaceConversion: 'none' }).catch(() => {
    throw new StudioError('unreadable')
  })
}
