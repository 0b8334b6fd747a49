import type { Mask } from '@/lib/imaging/raster'

type Vertex = readonly [x: number, y: number]

const inside = 128
const steps = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const

/**
 * The borders of a mask as closed polygons in pixel coordinates; a pixel belongs to it from 128 on. Follows the
 * cracks between pixels with the inside on the right hand, smooths the stairs that a slope or curve becomes, then
 * drops every point nearer than `tolerance` pixels to the line without it (Douglas–Peucker). Holes are loops of
 * their own.
 */
export function maskOutline({ width, height, data }: Mask, tolerance = 0.4): Vertex[][] {
  const isIn = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && (data[y * width + x] ?? 0) >= inside
  // For every corner of the grid, the directions (bits right, down, left, up) in which a border leaves it.
  const stride = width + 1
  const leaving = new Uint8Array(stride * (height + 1))
  const starts: number[] = []
  const add = (x: number, y: number, direction: number) => {
    const at = y * stride + x
    leaving[at] = (leaving[at] ?? 0) | (1 << direction)
    if (direction === 0) starts.push(at)
  }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!isIn(x, y)) continue
      if (!isIn(x, y - 1)) add(x, y, 0)
      if (!isIn(x + 1, y)) add(x + 1, y, 1)
      if (!isIn(x, y + 1)) add(x + 1, y + 1, 2)
      if (!isIn(x - 1, y)) add(x, y + 1, 3)
    }

  const loops: Vertex[][] = []
  for (const start of starts) {
    if (!((leaving[start] ?? 0) & 1)) continue
    const loop: Vertex[] = []
    let x = start % stride
    let y = Math.floor(start / stride)
    let direction = 0
    let last = -1
    for (;;) {
      const at = y * stride + x
      const bits = leaving[at] ?? 0
      // Where two borders touch at a corner, turn right: pixels that meet at a corner only stay apart.
      const turn = [1, 0, 3].find((t) => bits & (1 << ((direction + t) % 4)))
      if (loop.length === 0) direction = 0
      else if (turn === undefined) break
      else direction = (direction + turn) % 4
      leaving[at] = bits & ~(1 << direction)
      const [dx, dy] = steps[direction] ?? steps[0]
      if (direction !== last) loop.push([x, y])
      last = direction
      x += dx
      y += dy
    }
    loops.push(simplifyLoop(withoutStairs(loop), tolerance))
  }
  return loops
}

/** Runs of at least this many pixels on both sides make a corner that was meant. */
const cornerRun = 4

/** The middles of straight runs lie on the line that the stairs stand for; corners between long runs stay. */
function withoutStairs(corners: readonly Vertex[]): Vertex[] {
  return corners.flatMap((corner, index): Vertex[] => {
    const before = corners.at(index - 1) ?? corner
    const after = corners[(index + 1) % corners.length] ?? corner
    const run = (a: Vertex, b: Vertex) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])
    const middle: Vertex = [(corner[0] + after[0]) / 2, (corner[1] + after[1]) / 2]
    return Math.min(run(before, corner), run(corner, after)) >= cornerRun ? [corner, middle] : [middle]
  })
}

/** Loops as the `d` of an SVG path. */
export const outlinePath = (loops: readonly (readonly Vertex[])[]): string =>
  loops.map((loop) => `M${loop.map(([x, y]) => `${x} ${y}`).join('L')}Z`).join('')

function simplifyLoop(loop: readonly Vertex[], tolerance: number): Vertex[] {
  // A loop has no ends: cut it in half at the point farthest from the first.
  const first = loop[0]
  if (!first || loop.length < 4) return [...loop]
  const far = farthest(loop, 0, loop.length - 1, ([x, y]) => Math.hypot(x - first[0], y - first[1])).index
  return [
    ...simplify(loop.slice(0, far + 1), tolerance).slice(0, -1),
    ...simplify([...loop.slice(far), first], tolerance).slice(0, -1),
  ]
}

function farthest(points: readonly Vertex[], from: number, to: number, distance: (point: Vertex) => number) {
  let index = from
  let most = -1
  for (let i = from; i <= to; i++) {
    const point = points[i]
    const d = point ? distance(point) : -1
    if (d > most) {
      most = d
      index = i
    }
  }
  return { index, most }
}

function simplify(points: readonly Vertex[], tolerance: number): Vertex[] {
  const keep = new Set([0, points.length - 1])
  const spans: [number, number][] = [[0, points.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    const a = points[from]
    const b = points[to]
    if (!a || !b || to - from < 2) continue
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    const offLine = ([x, y]: Vertex) =>
      length === 0
        ? Math.hypot(x - a[0], y - a[1])
        : Math.abs((b[0] - a[0]) * (a[1] - y) - (a[0] - x) * (b[1] - a[1])) / length
    const { index, most } = farthest(points, from + 1, to - 1, offLine)
    if (most <= tolerance) continue
    keep.add(index)
    spans.push([from, index], [index, to])
  }
  return points.filter((_, index) => keep.has(index))
}
