import type { Point } from '@/lib/imaging/frame'
import type { Stroke } from '@/lib/imaging/masks/strokes'

/** SAM was trained with a handful of clicks; more of them in one place tell it nothing new. */
const mostPerStroke = 5
const mostOfAll = 24

interface Mark extends Point {
  readonly on: boolean
}

/**
 * Clicks that stand for strokes: evenly along each, the ends a little inside. A click that a later stroke of the other
 * mode painted over is taken back, as the paint was.
 */
export const scribblePoints = (strokes: readonly Stroke[]): Mark[] => {
  const count = Math.max(1, Math.min(mostPerStroke, Math.floor(mostOfAll / Math.max(1, strokes.length))))
  return strokes
    .flatMap((stroke, i) => {
      const later = strokes.slice(i + 1).filter(({ mode }) => mode !== stroke.mode)
      return along(stroke, count)
        .filter((point) => !later.some((over) => covers(over, point)))
        .map((point) => ({ ...point, on: stroke.mode === 'add' }))
    })
    .slice(0, mostOfAll)
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)

/** The middles of equal parts of the path, at least a brush's width apart. */
const along = ({ points, radius }: Stroke, most: number): Point[] => {
  const [first, ...rest] = points
  if (!first) return []
  const steps = rest.map((to, i) => ({ from: points[i] ?? first, to }))
  const length = steps.reduce((sum, { from, to }) => sum + distance(from, to), 0)
  const count = Math.max(1, Math.min(most, Math.floor(length / (2 * Math.max(1, radius)))))
  return Array.from({ length: count }, (_, i) => {
    let left = ((i + 0.5) / count) * length
    for (const { from, to } of steps) {
      const step = distance(from, to)
      if (left <= step && step > 0) {
        const share = left / step
        return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
      }
      left -= step
    }
    return first
  })
}

const covers = ({ points, radius }: Stroke, point: Point): boolean =>
  points.some((a, i) => {
    const b = points[i + 1] ?? a
    const squared = distance(a, b) ** 2
    const dot = (point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)
    const share = squared === 0 ? 0 : Math.min(1, Math.max(0, dot / squared))
    const nearest = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
    return distance(nearest, point) <= radius
  })
