import type { Mask } from '@/lib/imaging/raster'

/** The grey values of a mask picture, at the frame's size. Reads red: a mask is grey. */
export function readMask(image: CanvasImageSource, width: number, height: number): Mask {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const data = new Uint8Array(width * height)
  if (!context) return { width, height, data }
  context.drawImage(image, 0, 0, width, height)
  const rgba = context.getImageData(0, 0, width, height).data
  for (let i = 0; i < data.length; i++) data[i] = rgba[4 * i] ?? 0
  return { width, height, data }
}
