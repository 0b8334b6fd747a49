import type { Rect } from './raster'

/**
 * The frame: the crop and scale of a source image in which regions, masks and candidates live. The picture is first
 * scaled to `scaledWidth` × `scaledHeight`, then the square of `size` pixels at `left`, `top` is cut out, all in whole
 * pixels, so a frame written into a row makes the same pixels again. Pure geometry, safe in the browser.
 */
export interface Frame {
  readonly scaledWidth: number
  readonly scaledHeight: number
  readonly left: number
  readonly top: number
  readonly size: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export const defaultFrameSize = 512

/** Python's `round`: halves go to the even neighbour. */
export const roundHalfEven = (value: number): number => {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

/**
 * UltraEdit's anchor: short side to `size`, long side `int(size / short * long)`, centre crop whose offset is rounded
 * half to even, as Pillow rounds its crop box.
 */
export const defaultFrame = (width: number, height: number, size = defaultFrameSize): Frame => {
  const ratio = size / Math.min(width, height)
  const scaledWidth = width <= height ? size : Math.trunc(ratio * width)
  const scaledHeight = height <= width ? size : Math.trunc(ratio * height)
  return {
    scaledWidth,
    scaledHeight,
    left: roundHalfEven((scaledWidth - size) / 2),
    top: roundHalfEven((scaledHeight - size) / 2),
    size,
  }
}

/** Brings any frame (a stale one, a hand-made one) back inside the picture, in whole pixels. */
export const clampFrame = (frame: Frame): Frame => {
  const scaledWidth = Math.max(Math.round(frame.scaledWidth), frame.size)
  const scaledHeight = Math.max(Math.round(frame.scaledHeight), frame.size)
  return {
    scaledWidth,
    scaledHeight,
    left: clamp(Math.round(frame.left), 0, scaledWidth - frame.size),
    top: clamp(Math.round(frame.top), 0, scaledHeight - frame.size),
    size: frame.size,
  }
}

/** Moves the crop by frame pixels and keeps it inside. */
export const moveFrame = (frame: Frame, dx: number, dy: number): Frame =>
  clampFrame({ ...frame, left: frame.left + dx, top: frame.top + dy })

/** True when the frame can be cut out of a picture of this size without bending its proportions. */
export const frameFits = (frame: Frame, source: Size): boolean => {
  const whole = [frame.scaledWidth, frame.scaledHeight, frame.left, frame.top, frame.size].every(
    Number.isInteger,
  )
  const inside =
    frame.size > 0 &&
    frame.left >= 0 &&
    frame.top >= 0 &&
    frame.left + frame.size <= frame.scaledWidth &&
    frame.top + frame.size <= frame.scaledHeight
  // The long side is truncated to whole pixels, so one pixel of bend is the rule and not a mistake.
  const expected = (frame.scaledWidth / source.width) * source.height
  const slack = 1 + frame.scaledHeight / frame.scaledWidth
  return whole && inside && Math.abs(expected - frame.scaledHeight) <= slack
}

export const sourceToFrame = (frame: Frame, source: Size, point: Point): Point => ({
  x: (point.x * frame.scaledWidth) / source.width - frame.left,
  y: (point.y * frame.scaledHeight) / source.height - frame.top,
})

export const frameToSource = (frame: Frame, source: Size, point: Point): Point => ({
  x: ((point.x + frame.left) * source.width) / frame.scaledWidth,
  y: ((point.y + frame.top) * source.height) / frame.scaledHeight,
})

/** The part of the source image that the frame shows, in source pixels (not whole ones). */
export const frameRect = (frame: Frame, source: Size): Rect => {
  const from = frameToSource(frame, source, { x: 0, y: 0 })
  const to = frameToSource(frame, source, { x: frame.size, y: frame.size })
  return { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y }
}

/**
 * Whether a rectangle of the source image lies inside the frame; a crop that cuts a region off is refused by the
 * caller. Half a frame pixel is allowed, for regions that were drawn in a frame and came back through rounding.
 */
export const frameContains = (frame: Frame, source: Size, rect: Rect): boolean => {
  const a = sourceToFrame(frame, source, { x: rect.x, y: rect.y })
  const b = sourceToFrame(frame, source, { x: rect.x + rect.width, y: rect.y + rect.height })
  return a.x >= -0.5 && a.y >= -0.5 && b.x <= frame.size + 0.5 && b.y <= frame.size + 0.5
}

/**
 * The frame nearest to `frame` that shows the whole rectangle, or null when the rectangle is larger than the frame at
 * this scale.
 */
export const frameShowing = (frame: Frame, source: Size, rect: Rect): Frame | null => {
  const a = sourceToFrame(frame, source, { x: rect.x, y: rect.y })
  const b = sourceToFrame(frame, source, { x: rect.x + rect.width, y: rect.y + rect.height })
  const shift = (low: number, high: number) =>
    low < 0 ? Math.floor(low) : high > frame.size ? Math.ceil(high - frame.size) : 0
  const moved = moveFrame(frame, shift(a.x, b.x), shift(a.y, b.y))
  return frameContains(moved, source, rect) ? moved : null
}
