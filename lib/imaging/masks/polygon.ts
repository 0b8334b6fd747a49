import type { Point } from '../frame'
import { createMask, type Mask } from '../raster'

/**
 * Fills polygons (pixel coordinates; pixel (x, y) covers x … x+1) by the even-odd rule at pixel centres, so an inner
 * ring is a hole whatever its direction. Points may lie outside the picture. Fewer than three points fill nothing.
 */
export const polygonMask = (width: number, height: number, rings: readonly (readonly Point[])[]): Mask => {
  const mask = createMask(width, height)
  const usable = rings.filter((ring) => ring.length >= 3)
  for (let y = 0; y < height; y++) {
    const crossings = usable.flatMap((ring) => ringCrossings(ring, y + 0.5)).sort((a, b) => a - b)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] as number) - 0.5))
      const to = Math.min(width, Math.ceil((crossings[i + 1] as number) - 0.5))
      if (from < to) mask.data.fill(255, y * width + from, y * width + to)
    }
  }
  return mask
}

const ringCrossings = (ring: readonly Point[], y: number): number[] => {
  const xs: number[] = []
  for (const [i, a] of ring.entries()) {
    const b = ring[(i + 1) % ring.length] ?? a
    // Half-open, so a corner on the line counts once.
    if (a.y <= y !== b.y <= y) xs.push(a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y))
  }
  return xs
}
