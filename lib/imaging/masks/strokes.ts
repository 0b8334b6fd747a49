import type { Point } from '../frame'
import { createMask, type Mask } from '../raster'

/** One movement of the brush, in pixels of the frame. */
export interface Stroke {
  readonly points: readonly Point[]
  readonly radius: number
  /** `add` marks (or means the object), `erase` clears (or means the background). */
  readonly mode: 'add' | 'erase'
}

/**
 * Draws strokes over a mask, in order, with a hard round brush: a pixel belongs to a stroke when its centre lies within
 * `radius` of the path. Binary on purpose; a soft rim would count as a third level in every rule. Returns a new mask.
 */
export const drawStrokes = (mask: Mask, strokes: readonly Stroke[]): Mask => {
  const result = { ...mask, data: mask.data.slice() }
  for (const stroke of strokes) {
    const value = stroke.mode === 'add' ? 255 : 0
    for (const [i, point] of stroke.points.entries()) {
      drawCapsule(result, stroke.points[i - 1] ?? point, point, stroke.radius, value)
    }
  }
  return result
}

export const strokesMask = (width: number, height: number, strokes: readonly Stroke[]): Mask =>
  drawStrokes(createMask(width, height), strokes)

const drawCapsule = (mask: Mask, a: Point, b: Point, radius: number, value: number) => {
  const top = Math.max(0, Math.floor(Math.min(a.y, b.y) - radius))
  const bottom = Math.min(mask.height - 1, Math.ceil(Math.max(a.y, b.y) + radius))
  const left = Math.max(0, Math.floor(Math.min(a.x, b.x) - radius))
  const right = Math.min(mask.width - 1, Math.ceil(Math.max(a.x, b.x) + radius))
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const lengthSquared = dx * dx + dy * dy
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5 - a.x, y + 0.5 - a.y]
      const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared))
      const [ox, oy] = [px - along * dx, py - along * dy]
      if (ox * ox + oy * oy <= radius * radius) mask.data[y * mask.width + x] = value
    }
  }
}
