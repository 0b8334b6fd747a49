import type { Point } from '../../frame'
import type { Rect } from '../../raster'
import { type TiledMask, tileSide } from './tiled-mask'

/** Where the brush is, in pixels, and how thick it is there: a pen's pressure changes it along the way. */
export interface Dab extends Point {
  readonly radius: number
}

export interface Brush {
  /** 0–1: the share of the radius that is fully marked; from there it falls off. At 1 a pixel is in or out. */
  readonly hardness: number
  readonly erase: boolean
}

/**
 * Draws the brush's way from one dab to the next: a pixel belongs to it by the distance of its centre from the path.
 * A mark keeps the larger of old and new (an eraser the smaller), so that passing twice changes nothing and a stroke
 * looks the same however many points it came in. Returns what may have changed.
 */
export const paintBetween = (mask: TiledMask, from: Dab, to: Dab, { hardness, erase }: Brush): Rect => {
  const reach = Math.max(from.radius, to.radius)
  const left = Math.min(from.x, to.x) - reach
  const top = Math.min(from.y, to.y) - reach
  const rect = mask.clip({
    x: left,
    y: top,
    width: Math.max(from.x, to.x) + reach - left + 1,
    height: Math.max(from.y, to.y) + reach - top + 1,
  })
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const lengthSquared = dx * dx + dy * dy
  const growth = to.radius - from.radius
  for (const index of mask.tilesIn(rect)) {
    // There is nothing to erase where nothing was marked.
    if (erase && !mask.tile(index)) continue
    const tileRect = mask.tileRect(index)
    const tile = mask.touch(index)
    const x0 = Math.max(rect.x, tileRect.x)
    const x1 = Math.min(rect.x + rect.width, tileRect.x + tileRect.width)
    const y0 = Math.max(rect.y, tileRect.y)
    const y1 = Math.min(rect.y + rect.height, tileRect.y + tileRect.height)
    for (let y = y0; y < y1; y++) {
      const py = y + 0.5 - from.y
      const row = (y - tileRect.y) * tileSide - tileRect.x
      for (let x = x0; x < x1; x++) {
        const px = x + 0.5 - from.x
        const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared))
        const [ox, oy] = [px - along * dx, py - along * dy]
        const radius = from.radius + along * growth
        const squared = ox * ox + oy * oy
        if (squared > radius * radius) continue
        const inner = radius * hardness
        const marked = squared <= inner * inner || hardness >= 1 ? 255 : falloff(squared, inner, radius)
        const old = tile[row + x] as number
        tile[row + x] = erase ? Math.min(old, 255 - marked) : Math.max(old, marked)
      }
    }
  }
  return rect
}

/** 255 at `inner`, 0 at `radius`, smooth at both ends. */
const falloff = (squared: number, inner: number, radius: number): number => {
  const share = (radius - Math.sqrt(squared)) / (radius - inner)
  return Math.round(255 * share * share * (3 - 2 * share))
}
