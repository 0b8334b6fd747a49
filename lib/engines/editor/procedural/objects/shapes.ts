/**
 * Signed distances of plane shapes (negative inside), in an object's own units: x right, y down. Formulas after Inigo
 * Quilez, "2D distance functions"; the ellipse's is a first-order estimate, exact at its outline.
 */
export type Shape = (x: number, y: number) => number

export const ellipse =
  (cx: number, cy: number, rx: number, ry = rx): Shape =>
  (x, y) => {
    const u = (x - cx) / rx
    const v = (y - cy) / ry
    const k = Math.hypot(u, v)
    if (k < 1e-6) return -Math.min(rx, ry)
    const slope = Math.hypot(u / rx, v / ry)
    return (k * (k - 1)) / slope
  }

/** A round outline given by its radius at every angle (0 is right, turning down); smooth all the way to its centre. */
export const outline =
  (cx: number, cy: number, radius: (angle: number) => number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius(Math.atan2(y - cy, x - cx))

export const capsule = (x1: number, y1: number, x2: number, y2: number, r1: number, r2 = r1): Shape => {
  const dx = x2 - x1
  const dy = y2 - y1
  const square = dx * dx + dy * dy || 1e-9
  return (x, y) => {
    const t = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / square))
    return Math.hypot(x - x1 - t * dx, y - y1 - t * dy) - (r1 + (r2 - r1) * t)
  }
}

export const box =
  (cx: number, cy: number, hx: number, hy: number, round = 0): Shape =>
  (x, y) => {
    const u = Math.abs(x - cx) - hx + round
    const v = Math.abs(y - cy) - hy + round
    return Math.hypot(Math.max(u, 0), Math.max(v, 0)) + Math.min(Math.max(u, v), 0) - round
  }

export const polygon =
  (...points: readonly (readonly [number, number])[]): Shape =>
  (x, y) => {
    let square = Infinity
    let inside = false
    for (let i = 0; i < points.length; i += 1) {
      const [ax, ay] = points[i] ?? [0, 0]
      const [bx, by] = points[(i + 1) % points.length] ?? [0, 0]
      const ex = bx - ax
      const ey = by - ay
      const t = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1e-9)))
      square = Math.min(square, (x - ax - ex * t) ** 2 + (y - ay - ey * t) ** 2)
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * ex) inside = !inside
    }
    return inside ? -Math.sqrt(square) : Math.sqrt(square)
  }

/** A line through points, thick by `radius`. */
export const path = (radius: number, ...points: readonly (readonly [number, number])[]): Shape => {
  const pieces = points.slice(1).map(([x, y], i) => {
    const [px, py] = points[i] ?? [x, y]
    return capsule(px, py, x, y, radius)
  })
  return union(...pieces)
}

/** Points of a quadratic Bézier curve, for paths. */
export const curve = (
  from: readonly [number, number],
  control: readonly [number, number],
  to: readonly [number, number],
  steps = 10,
): readonly (readonly [number, number])[] =>
  Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps
    const at = (p: number, q: number, r: number) => (1 - t) * (1 - t) * p + 2 * t * (1 - t) * q + t * t * r
    return [at(from[0], control[0], to[0]), at(from[1], control[1], to[1])] as const
  })

export const union =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) => {
    let d = Infinity
    for (const shape of shapes) d = Math.min(d, shape(x, y))
    return d
  }

/** Union whose joints are rounded by `k`, as if the shapes were clay. */
export const blend = (k: number, first: Shape, ...rest: readonly Shape[]): Shape =>
  rest.reduce<Shape>(
    (whole, shape) => (x, y) => {
      const p = whole(x, y)
      const q = shape(x, y)
      const h = Math.max(k - Math.abs(p - q), 0) / k
      return Math.min(p, q) - (h * h * k) / 4
    },
    first,
  )

export const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    Math.max(shape(x, y), -hole(x, y))

export const common =
  (first: Shape, second: Shape): Shape =>
  (x, y) =>
    Math.max(first(x, y), second(x, y))

export const swell =
  (shape: Shape, by: number): Shape =>
  (x, y) =>
    shape(x, y) - by

export const turned = (shape: Shape, angle: number, cx = 0, cy = 0): Shape => {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  return (x, y) => shape(cx + (x - cx) * cos + (y - cy) * sin, cy - (x - cx) * sin + (y - cy) * cos)
}

export const moved =
  (shape: Shape, dx: number, dy: number, scale = 1): Shape =>
  (x, y) =>
    shape((x - dx) / scale, (y - dy) / scale) * scale

export const mirrored =
  (shape: Shape): Shape =>
  (x, y) =>
    Math.min(shape(x, y), shape(-x, y))
