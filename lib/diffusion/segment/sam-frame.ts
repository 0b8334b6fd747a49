import type { Point, Size } from '@/lib/imaging/frame'

/** Where a picture lies in the square that SAM sees: its longest side fills it, the rest is padding. */
export interface SamFrame extends Size {
  readonly side: number
  readonly picture: Size
}

/** The published `int(n · scale + 0.5)`; a sliver keeps one pixel. */
export const samFrame = ({ width, height }: Size, side: number): SamFrame => {
  const scale = side / Math.max(width, height)
  const scaled = (n: number) => Math.max(1, Math.trunc(n * scale + 0.5))
  return { side, width: scaled(width), height: scaled(height), picture: { width, height } }
}

/** A point of the picture in the frame; the two axes are scaled by their own rounding. */
export const toSamFrame = (frame: SamFrame, { x, y }: Point): Point => ({
  x: x * (frame.width / frame.picture.width),
  y: y * (frame.height / frame.picture.height),
})
