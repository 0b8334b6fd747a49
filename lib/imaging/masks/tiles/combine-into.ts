import type { Mask, Rect } from '../../raster'
import { type TiledMask, tileSide } from './tiled-mask'

/** How a shape or another mask meets the one there: put in its place, added, taken away, or only what both mark. */
export type Combine = 'replace' | 'add' | 'subtract' | 'intersect'

const rules: Record<Combine, (here: number, other: number) => number> = {
  replace: (_, other) => other,
  add: (here, other) => (here > other ? here : other),
  subtract: (here, other) => (here < 255 - other ? here : 255 - other),
  intersect: (here, other) => (here < other ? here : other),
}

/** Combines with a mask that lies at a place of the picture; round it the other one counts as 0. */
export const combineInto = (
  mask: TiledMask,
  other: Mask,
  how: Combine,
  at: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): void => {
  const rule = rules[how]
  const place = mask.clip({ x: at.x, y: at.y, width: other.width, height: other.height })
  const whole = how === 'replace' || how === 'intersect'
  const here = mask.read(place)
  const [shiftX, shiftY] = [place.x - at.x, place.y - at.y]
  for (let y = 0; y < place.height; y++) {
    const row = (y + shiftY) * other.width + shiftX
    for (let x = 0; x < place.width; x++) {
      const i = y * place.width + x
      here.data[i] = rule(here.data[i] as number, other.data[row + x] as number)
    }
  }
  if (whole) clearOutside(mask, place)
  mask.write(place, here)
}

export const clearMask = (mask: TiledMask): void => {
  for (const index of [...mask.tileIndices()]) mask.touch(index).fill(0)
}

export const invertInto = (mask: TiledMask): void => {
  for (let index = 0; index < mask.columns * mask.rows; index++) {
    const { width, height } = mask.tileRect(index)
    const tile = mask.touch(index)
    for (let y = 0; y < height; y++)
      for (let i = y * tileSide; i < y * tileSide + width; i++) tile[i] = 255 - (tile[i] as number)
  }
}

const clearOutside = (mask: TiledMask, keep: Rect) => {
  for (const index of [...mask.tileIndices()]) {
    const rect = mask.tileRect(index)
    const inside =
      rect.x >= keep.x &&
      rect.y >= keep.y &&
      rect.x + rect.width <= keep.x + keep.width &&
      rect.y + rect.height <= keep.y + keep.height
    if (inside) continue
    const tile = mask.touch(index)
    for (let y = 0; y < rect.height; y++) {
      for (let x = 0; x < rect.width; x++) {
        const [px, py] = [rect.x + x, rect.y + y]
        const kept = px >= keep.x && py >= keep.y && px < keep.x + keep.width && py < keep.y + keep.height
        if (!kept) tile[y * tileSide + x] = 0
      }
    }
  }
}
