import type { Mask, Rect } from '@/lib/imaging/raster'

/** In pixels of the frame. */
export type XY = readonly [x: number, y: number]

export interface Scribble {
  /** Strokes on what is meant, at least one; a click is a stroke of one point. */
  readonly foreground: readonly (readonly XY[])[]
  /** Strokes on what is not meant. */
  readonly background: readonly (readonly XY[])[]
}

/** How a region was made; JSON, in frame coordinates. A brush's shape is its mask. */
export type RegionShape =
  | ({ readonly kind: 'box' } & Rect)
  | { readonly kind: 'polygon'; readonly points: readonly XY[] }
  | { readonly kind: 'brush' }
  | ({ readonly kind: 'scribble' } & Scribble)

export interface DrawnRegion {
  readonly shape: RegionShape
  /** Share of the frame that is inside, 0–1. */
  readonly areaFraction: number
  /** The mask at the frame's size, 255 = edit. */
  mask(): Mask
  /** The same as an 8-bit grey PNG. */
  toPng(): Promise<Blob>
}

/** A rectangle of whole pixels between two corners, inside the frame and at least one pixel large. */
export function boxBetween(a: XY, b: XY, width: number, height: number): Rect {
  const low = (p: number, q: number, most: number) =>
    Math.min(Math.max(Math.floor(Math.min(p, q)), 0), most - 1)
  const x = low(a[0], b[0], width)
  const y = low(a[1], b[1], height)
  return {
    x,
    y,
    width: Math.max(1, Math.min(Math.ceil(Math.max(a[0], b[0])), width) - x),
    height: Math.max(1, Math.min(Math.ceil(Math.max(a[1], b[1])), height) - y),
  }
}

/** The same rectangle moved by whole pixels, stopped at the frame's edges. */
export function moveBox(box: Rect, dx: number, dy: number, width: number, height: number): Rect {
  const clamp = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most))
  return { ...box, x: clamp(box.x + dx, width - box.width), y: clamp(box.y + dy, height - box.height) }
}

export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height
