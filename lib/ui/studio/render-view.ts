import { editThreshold } from '@/lib/imaging/masks/combine'
import { type TiledMask, tileSide } from '@/lib/imaging/masks/tiles/tiled-mask'
import type { Rect } from '@/lib/imaging/raster'

/** How the mask lies on the canvas, in device pixels. */
export interface StudioView {
  /** Grows with every change of the view, so that what was painted for another one is told apart. */
  readonly id: number
  /** Device pixels a pixel of the mask. */
  readonly scale: number
  /** Where its corner is. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Pales what is outside, colours what is inside, or shows the mask itself in black and white. */
export type Look = 'veil' | 'tint' | 'mask'
type Rgb = readonly [number, number, number]

export interface Paints {
  readonly look: Look
  /** Of the veil and of the tint and outline. */
  readonly canvas: Rgb
  readonly accent: Rgb
}

const veilStrength = 0.66
const tintStrength = 0.5
const beyond = -1

/** The place on the canvas that a rectangle of the mask covers, with a rim for the outline, clipped to the canvas. */
export const onCanvas = (rect: Rect, view: StudioView): Rect => {
  const rim = 2
  const x = Math.max(0, Math.floor(view.x + rect.x * view.scale) - rim)
  const y = Math.max(0, Math.floor(view.y + rect.y * view.scale) - rim)
  const right = Math.min(view.width, Math.ceil(view.x + (rect.x + rect.width) * view.scale) + rim)
  const bottom = Math.min(view.height, Math.ceil(view.y + (rect.y + rect.height) * view.scale) + rim)
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) }
}

/**
 * Colours one rectangle of the canvas, [height, width, 4]. Each device pixel takes the mask's value under its centre, and
 * the border between what engines take as marked and what they don't is drawn one device pixel wide to either side.
 */
export const renderView = (
  mask: TiledMask,
  view: StudioView,
  rect: Rect,
  paints: Paints,
): Uint8ClampedArray<ArrayBuffer> => {
  const values = sample(mask, view, rect)
  const stride = rect.width + 2
  const rgba = new Uint8ClampedArray(rect.width * rect.height * 4)
  const veil = paints.look === 'veil' && mask.tileIndices()[Symbol.iterator]().next().done !== true
  for (let y = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++) {
      const at = (y + 1) * stride + x + 1
      const value = values[at] as number
      if (value === beyond) continue
      const inside = value > editThreshold
      const edge =
        (values[at - 1] as number) > editThreshold !== inside ||
        (values[at + 1] as number) > editThreshold !== inside ||
        (values[at - stride] as number) > editThreshold !== inside ||
        (values[at + stride] as number) > editThreshold !== inside
      const to = (y * rect.width + x) * 4
      if (edge && paints.look !== 'mask') put(rgba, to, inside ? paints.accent : black, inside ? 255 : 90)
      else if (veil) put(rgba, to, paints.canvas, veilStrength * (255 - value))
      else if (paints.look === 'tint') put(rgba, to, paints.accent, tintStrength * value)
      else if (paints.look === 'mask') put(rgba, to, [value, value, value], 255)
    }
  }
  return rgba
}

const black: Rgb = [0, 0, 0]

const put = (rgba: Uint8ClampedArray, at: number, colour: Rgb, alpha: number) => {
  rgba[at] = colour[0]
  rgba[at + 1] = colour[1]
  rgba[at + 2] = colour[2]
  rgba[at + 3] = alpha
}

/** The mask's values under a rectangle of device pixels and one pixel round it; -1 beyond the picture. */
const sample = (mask: TiledMask, view: StudioView, rect: Rect): Int16Array => {
  const stride = rect.width + 2
  const values = new Int16Array(stride * (rect.height + 2)).fill(beyond)
  const maskX = Int32Array.from({ length: stride }, (_, i) =>
    Math.floor((rect.x + i - 1 + 0.5 - view.x) / view.scale),
  )
  for (let row = 0; row < rect.height + 2; row++) {
    const y = Math.floor((rect.y + row - 1 + 0.5 - view.y) / view.scale)
    if (y < 0 || y >= mask.height) continue
    const tileRow = Math.floor(y / tileSide) * mask.columns
    const inTile = (y % tileSide) * tileSide
    let column = -1
    let tile: Uint8Array | undefined
    for (let i = 0; i < stride; i++) {
      const x = maskX[i] as number
      if (x < 0 || x >= mask.width) continue
      const wanted = (x / tileSide) | 0
      if (wanted !== column) {
        column = wanted
        tile = mask.tile(tileRow + column)
      }
      values[row * stride + i] = tile ? (tile[inTile + (x % tileSide)] as number) : 0
    }
  }
  return values
}
