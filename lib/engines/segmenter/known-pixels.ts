import { maskBounds } from '@/lib/imaging/masks/box-mask'
import { type Stroke, strokesMask } from '@/lib/imaging/masks/strokes'
import type { Rect } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { trimap } from './grabcut-crop'

/** A hint in pixels of the picture: a box, strokes, or strokes in a box. */
export interface Hint {
  readonly box: Rect | null
  readonly strokes: readonly Stroke[]
}

interface Size {
  readonly width: number
  readonly height: number
}

const outside = (what: string) =>
  new ExemplarError('bad-input', `The ${what} marks nothing inside the picture.`, {
    field: 'prompt',
    fix: 'Draw it over the object.',
  })

const clip = (rect: Rect, to: Size): Rect => {
  const x = Math.max(0, Math.floor(rect.x))
  const y = Math.max(0, Math.floor(rect.y))
  const right = Math.min(to.width, Math.ceil(rect.x + rect.width))
  const bottom = Math.min(to.height, Math.ceil(rect.y + rect.height))
  return { x, y, width: right - x, height: bottom - y }
}

const grow = (rect: Rect, by: number): Rect => ({
  x: rect.x - by,
  y: rect.y - by,
  width: rect.width + 2 * by,
  height: rect.height + 2 * by,
})

export interface Area {
  /** Where the object may be; beyond it is background. */
  readonly object: Rect
  /** What GrabCut sees: the object's area and enough round it to learn the background from. */
  readonly crop: Rect
}

/** Chooses where to look. A scribble without a box may reach beyond its bounds by most of their size, and not more:
 * without any certain background GrabCut may call everything object. */
export const chooseArea = (hint: Hint, picture: Size): Area => {
  if (hint.box) {
    const object = clip(hint.box, picture)
    if (object.width < 2 || object.height < 2) throw outside('box')
    const margin = Math.max(12, 0.3 * Math.max(object.width, object.height))
    return { object, crop: clip(grow(object, margin), picture) }
  }
  const marked = strokesMask(
    picture.width,
    picture.height,
    hint.strokes.filter((s) => s.mode === 'add'),
  )
  const bounds = maskBounds(marked)
  if (!bounds) throw outside('scribble')
  const reach = Math.max(32, 0.6 * Math.max(bounds.width, bounds.height))
  const object = clip(grow(bounds, reach), picture)
  return { object, crop: clip(grow(object, 0.5 * reach), picture) }
}

/** The trimap of a crop that is scaled to `size`, and which of its pixels a stroke marks as object. */
export const knownPixels = (
  hint: Hint,
  area: Area,
  size: Size,
): { known: Uint8Array; marked: Uint8Array } => {
  const { crop, object } = area
  const sx = size.width / crop.width
  const sy = size.height / crop.height
  const known = new Uint8Array(size.width * size.height)
  const holds = (rect: Rect, x: number, y: number) =>
    x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height
  for (let y = 0; y < size.height; y++) {
    const py = crop.y + (y + 0.5) / sy
    for (let x = 0; x < size.width; x++) {
      const px = crop.x + (x + 0.5) / sx
      known[y * size.width + x] = holds(object, px, py) ? trimap.perhapsObject : trimap.background
    }
  }
  const marked = new Uint8Array(known.length)
  for (const stroke of hint.strokes) {
    const points = stroke.points.map((p) => ({ x: (p.x - crop.x) * sx, y: (p.y - crop.y) * sy }))
    const scaled = { points, radius: Math.max(1, stroke.radius * Math.min(sx, sy)), mode: 'add' as const }
    const drawn = strokesMask(size.width, size.height, [scaled])
    for (let i = 0; i < known.length; i++) {
      if (drawn.data[i] === 0) continue
      known[i] = stroke.mode === 'add' ? trimap.object : trimap.background
      marked[i] = stroke.mode === 'add' ? 1 : 0
    }
  }
  if (!known.includes(trimap.background)) coverRim(known, size)
  return { known, marked }
}

/** GrabCut can't learn a background that it never sees; a box round everything gives it the rim. */
const coverRim = (known: Uint8Array, { width, height }: Size) => {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const rim = x < 2 || y < 2 || x >= width - 2 || y >= height - 2
      if (rim && known[y * width + x] !== trimap.object) known[y * width + x] = trimap.background
    }
  }
}
