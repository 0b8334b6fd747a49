import type { Point } from '@/lib/imaging/frame'

/**
 * Fewer points that stay within `tolerance` of a path (Douglas and Peucker 1973), so that a lasso has corners which a
 * hand can take hold of. First and last stay. `most` points at the most: the tolerance grows until they suffice.
 */
export const simplifyPath = (path: readonly Point[], tolerance: number, most: number): Point[] => {
  let [kept, allowed] = [reduce(path, tolerance), tolerance]
  while (kept.length > most) {
    allowed *= 1.5
    kept = reduce(path, allowed)
  }
  return kept
}

const reduce = (path: readonly Point[], tolerance: number): Point[] => {
  if (path.length < 3) return [...path]
  const keep = new Set([0, path.length - 1])
  const parts: [number, number][] = [[0, path.length - 1]]
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [first, last] = part
    let [worst, distance] = [-1, tolerance]
    for (let i = first + 1; i < last; i++) {
      const off = distanceToLine(path[i] as Point, path[first] as Point, path[last] as Point)
      if (off > distance) [worst, distance] = [i, off]
    }
    if (worst < 0) continue
    keep.add(worst)
    parts.push([first, worst], [worst, last])
  }
  return path.filter((_, i) => keep.has(i))
}

const distanceToLine = (p: Point, a: Point, b: Point): number => {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const squared = dx * dx + dy * dy
  // A lasso ends where it began: then it is the distance from that place.
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared))
  return Math.hypot(p.x - a.x - along * dx, p.y - a.y - along * dy)
}
