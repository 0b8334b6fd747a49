import { createMask, type Mask, type Rect } from '../raster'

/** Union of boxes in whole pixels, clipped to the picture: UltraEdit's box mask. */
export const boxMask = (width: number, height: number, boxes: readonly Rect[]): Mask => {
  const mask = createMask(width, height)
  for (const box of boxes) {
    const left = Math.max(0, Math.ceil(box.x))
    const right = Math.min(width, Math.floor(box.x + box.width))
    const top = Math.max(0, Math.ceil(box.y))
    const bottom = Math.min(height, Math.floor(box.y + box.height))
    for (let y = top; y < bottom && left < right; y++)
      mask.data.fill(255, y * width + left, y * width + right)
  }
  return mask
}

/** A detector's box as shares of the picture: centre, width, height, each 0–1. */
export type RelativeBox = readonly [cx: number, cy: number, width: number, height: number]

/**
 * The whole pixels of a detector's box, as UltraEdit rasterises it: centre and size are truncated to whole pixels
 * first, and both edges belong to the box. Null where nothing of it lies in the picture.
 */
export const detectedBox = (width: number, height: number, box: RelativeBox): Rect | null => {
  // The published code multiplies in 32-bit floats; 64 bits can truncate to another pixel.
  const scaled = (share: number, by: number) => Math.trunc(Math.fround(Math.fround(share) * by))
  const [cx, cy] = [scaled(box[0], width), scaled(box[1], height)]
  const [w, h] = [scaled(box[2], width), scaled(box[3], height)]
  const x = Math.max(0, Math.ceil(cx - 0.5 * w))
  const y = Math.max(0, Math.ceil(cy - 0.5 * h))
  const right = Math.min(width - 1, Math.floor(cx + 0.5 * w))
  const bottom = Math.min(height - 1, Math.floor(cy + 0.5 * h))
  return right < x || bottom < y ? null : { x, y, width: right - x + 1, height: bottom - y + 1 }
}

/** Union of a detector's boxes: UltraEdit's box mask. */
export const detectedBoxMask = (width: number, height: number, boxes: readonly RelativeBox[]): Mask =>
  boxMask(
    width,
    height,
    boxes.flatMap((box) => detectedBox(width, height, box) ?? []),
  )

/** The smallest rectangle round what the mask edits, or null for an empty mask. */
export const maskBounds = (mask: Mask, threshold = 127): Rect | null => {
  let [x0, y0, x1, y1] = [mask.width, mask.height, -1, -1]
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      if ((mask.data[y * mask.width + x] as number) <= threshold) continue
      if (x < x0) x0 = x
      if (x > x1) x1 = x
      if (y < y0) y0 = y
      y1 = y
    }
  }
  return x1 < 0 ? null : { x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 }
}
