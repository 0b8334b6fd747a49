import type { Point } from '../frame'
import { createMask, type Mask } from '../raster'
import { binariseMask } from './combine'
import { type Component, externalComponents } from './components'
import { denoiseMask } from './denoise-mask'

export interface ContourMaskOptions {
  /**
   * `published` runs UltraEdit's denoising (non-local means, strength 60) first, which removes specks and smooths
   * frayed edges; `none` takes every speck as it is.
   */
  readonly denoise?: 'published' | 'none'
}

/**
 * Contour (hull) mask: denoise, threshold at 127, fill the convex hull of every contour. Contours inside others
 * (holes, islands in holes) lie within the outer hull, so the outermost ones are enough. Rasterised as OpenCV's
 * `drawContours(FILLED)` does: pixel centres inside the hull, and its outline as 8-connected lines.
 */
export const contourMask = (mask: Mask, { denoise = 'published' }: ContourMaskOptions = {}): Mask => {
  const binary = denoise === 'published' ? denoiseMask(mask) : binariseMask(mask)
  const result = createMask(mask.width, mask.height)
  for (const component of externalComponents(binary)) fillConvex(result, convexHull(component))
  return result
}

/** Andrew's monotone chain over the row ends of a component; corners only, clockwise on the screen. */
export const convexHull = (component: Component): Point[] => {
  const rows = component.left.length
  const turn = (o: Point, a: Point, b: Point) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
  const chain = (xs: Int32Array, keep: (turn: number) => boolean): Point[] => {
    const hull: Point[] = []
    for (let row = 0; row < rows; row++) {
      const point = { x: xs[row] as number, y: component.top + row }
      for (;;) {
        const a = hull[hull.length - 2]
        const b = hull[hull.length - 1]
        if (!a || !b || keep(turn(a, b, point))) break
        hull.pop()
      }
      hull.push(point)
    }
    return hull
  }
  const rightSide = chain(component.right, (t) => t > 0)
  const leftSide = chain(component.left, (t) => t < 0).reverse()
  return [...rightSide, ...leftSide].filter((p, i, all) => {
    const previous = all[(i + all.length - 1) % all.length]
    return all.length === 1 || i === 0 || p.x !== previous?.x || p.y !== previous.y
  })
}

const fillConvex = (mask: Mask, hull: readonly Point[]) => {
  for (const [i, from] of hull.entries()) {
    const to = hull[(i + 1) % hull.length] ?? from
    drawLine(mask, from, to)
  }
  const top = Math.min(...hull.map((p) => p.y))
  const bottom = Math.max(...hull.map((p) => p.y))
  for (let y = top; y <= bottom; y++) {
    const [first, last] = span(hull, y)
    if (first <= last) mask.data.fill(255, y * mask.width + first, y * mask.width + last + 1)
  }
}

/** The whole pixels of row `y` whose centres lie in the hull. */
const span = (hull: readonly Point[], y: number): [number, number] => {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const [i, a] of hull.entries()) {
    const b = hull[(i + 1) % hull.length] ?? a
    if (Math.min(a.y, b.y) > y || Math.max(a.y, b.y) < y) continue
    const crossings = a.y === b.y ? [a.x, b.x] : [a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)]
    for (const x of crossings) {
      low = Math.min(low, x)
      high = Math.max(high, x)
    }
  }
  return [Math.ceil(low), Math.floor(high)]
}

/** Bresenham's line, always walked from left to right as OpenCV's `LineIterator` does. */
const drawLine = (mask: Mask, from: Point, to: Point) => {
  const [a, b] = from.x <= to.x ? [from, to] : [to, from]
  const dx = b.x - a.x
  const dy = Math.abs(b.y - a.y)
  const stepY = b.y < a.y ? -1 : 1
  const steep = dy > dx
  const [long, short] = steep ? [dy, dx] : [dx, dy]
  let error = long - 2 * short
  let { x, y } = a
  for (let i = 0; i <= long; i++) {
    mask.data[y * mask.width + x] = 255
    const diagonal = error < 0
    error += diagonal ? 2 * long - 2 * short : -2 * short
    if (steep || diagonal) y += stepY
    if (!steep || diagonal) x += 1
  }
}
