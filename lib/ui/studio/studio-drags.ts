import type { Point } from '@/lib/imaging/frame'
import type { Rect } from '@/lib/imaging/raster'
import type { Drag } from '../compare/view-control'
import type { StrokeFeed } from './stroke-feed'

/** What of a pointer's event matters here; a key that presses at the brush's place is one too. */
export type Press = Pick<PointerEvent, 'shiftKey' | 'altKey' | 'pointerType' | 'pressure'>

interface PaintSettings {
  readonly radius: number
  readonly hardness: number
  readonly erase: boolean
}

/** A pen that barely touches marks a third of the width. */
const leastPressure = 0.3

const radiusUnder = (event: Press, radius: number) =>
  event.pointerType === 'pen' && event.pressure > 0
    ? radius * (leastPressure + (1 - leastPressure) * event.pressure)
    : radius

/** Paints from where it begins; with Shift in a straight line from where the last stroke ended. */
export const paintDrag = (feed: StrokeFeed, at: Point, event: Press, brush: PaintSettings): Drag => {
  const from = event.shiftKey ? feed.lastEnd() : null
  feed.begin({ hardness: brush.hardness, erase: brush.erase })
  if (from) feed.add(from, brush.radius)
  feed.add(at, radiusUnder(event, brush.radius))
  return {
    move: (to, moved) => feed.add(to, radiusUnder(moved, brush.radius)),
    end: () => feed.end(),
    cancel: () => feed.drop(),
  }
}

/** Collects the points of a press, at least `apart` pixels from each other. */
export const pathDrag = (
  at: Point,
  apart: number,
  show: (points: readonly Point[]) => void,
  end: (points: readonly Point[]) => void,
): Drag => {
  const points = [at]
  show(points)
  return {
    move: (to) => {
      const last = points.at(-1) ?? at
      if (Math.hypot(to.x - last.x, to.y - last.y) < apart) return
      points.push(to)
      show([...points])
    },
    end: () => {
      show([])
      end(points)
    },
    cancel: () => show([]),
  }
}

/** A rectangle between where a press begins and ends; a press that stays is a click. */
export const boxDrag = (
  at: Point,
  least: number,
  show: (box: Rect | null) => void,
  end: (box: Rect | null) => void,
): Drag => {
  let box: Rect | null = null
  return {
    move: (to) => {
      box = boxOf(at, to)
      if (Math.max(box.width, box.height) < least) box = null
      show(box)
    },
    end: () => {
      show(null)
      end(box)
    },
    cancel: () => show(null),
  }
}

/** The whole pixels between two corners. */
export const boxOf = (a: Point, b: Point): Rect => {
  const x = Math.floor(Math.min(a.x, b.x))
  const y = Math.floor(Math.min(a.y, b.y))
  return { x, y, width: Math.ceil(Math.max(a.x, b.x)) - x, height: Math.ceil(Math.max(a.y, b.y)) - y }
}
