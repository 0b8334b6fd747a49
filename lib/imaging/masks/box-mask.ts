import { createMask, type Mask, type Rect } from '../raster'

const fillInclusive = (mask: Mask, x0: number, y0: number, x1: number, y1: number) => {
  const left = Math.max(0, Math.ceil(x0))
  const right = Math.min(mask.width - 1, Math.floor(x1))
  const top = Math.max(0, Math.ceil(y0))
  const bottom = Math.min(mask.height - 1, Math.floor(y1))
  for (let y = top; y <= bottom && left <= right; y++) {
    mask.data.fill(255, y * mask.width + left, y * mask.width + right + 1)
  }
}

/** Union of boxes in whole pixels, clipped to the picture: UltraEdit's box mask. */
export const boxMask = (width: number, height: number, boxes: readonly Rect[]): Mask => {
  const mask = createMask(width, height)
  for (const b of boxes) fillInclusive(mask, b.x, b.y, b.x + b.width - 1, b.y + b.height - 1)
  return mask
}

/** A detector's box as shares of the picture: centre, width, height, each 0–1. */
export type RelativeBox = readonly [cx: number, cy: number, width: number, height: number]

/**
 * Union of a detector's boxes, as UltraEdit rasterises them: centre and size are truncated to whole pixels first, and
 * both edges belong to the box.
 */
export const detectedBoxMask = (width: number, height: number, boxes: readonly RelativeBox[]): Mask => {
  const mask = createMask(width, height)
  for (const box of boxes) {
    // The published code multiplies in 32-bit floats; 64 bits can truncate to another pixel.
    const scaled = (share: number, by: number) => Math.trunc(Math.fround(Math.fround(share) * by))
    const [cx, cy] = [scaled(box[0], width), scaled(box[1], height)]
    const [w, h] = [scaled(box[2], width), scaled(box[3], height)]
    fillInclusive(mask, cx - 0.5 * w, cy - 0.5 * h, cx + 0.5 * w, cy + 0.5 * h)
  }
  return mask
}

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
