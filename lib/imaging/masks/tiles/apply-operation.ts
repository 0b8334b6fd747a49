import type { Point } from '../../frame'
import type { Mask, Rect } from '../../raster'
import { polygonMask } from '../polygon'
import { type Combine, clearMask, combineInto, invertInto } from './combine-into'
import { featherMask } from './feather'
import { growMask, shrinkMask } from './grow'
import { fillHoles, keepLargest } from './parts'
import type { TiledMask } from './tiled-mask'

/** What is done to a mask at once, besides painting. Radii in pixels. */
export type MaskOperation =
  | { readonly kind: 'box'; readonly box: Rect; readonly how: Combine }
  | { readonly kind: 'polygon'; readonly rings: readonly (readonly Point[])[]; readonly how: Combine }
  /** Another mask, whose corner lies at `at`: a version, or what a segmenter found. */
  | { readonly kind: 'mask'; readonly mask: Mask; readonly at: Point; readonly how: Combine }
  | { readonly kind: 'grow' | 'shrink' | 'feather'; readonly radius: number }
  | { readonly kind: 'fill-holes' | 'keep-largest' | 'invert' | 'clear' }

/** Applies it in place; the history says whether anything changed. */
export const applyOperation = (mask: TiledMask, operation: MaskOperation): void => {
  switch (operation.kind) {
    case 'box': {
      const { x, y, width, height } = mask.clip(operation.box)
      const data = new Uint8Array(width * height).fill(255)
      combineInto(mask, { width, height, data }, operation.how, { x, y })
      break
    }
    case 'polygon':
      combinePolygon(mask, operation.rings, operation.how)
      break
    case 'mask':
      combineInto(mask, operation.mask, operation.how, operation.at)
      break
    case 'grow':
      throughWindow(mask, operation.radius + 1, (seen) => growMask(seen, operation.radius))
      break
    case 'shrink':
      throughWindow(mask, 1, (seen) => shrinkMask(seen, operation.radius))
      break
    case 'feather':
      throughWindow(mask, 2 * operation.radius + 3, (seen) => featherMask(seen, operation.radius))
      break
    case 'fill-holes':
      throughWindow(mask, 1, fillHoles)
      break
    case 'keep-largest':
      throughWindow(mask, 0, keepLargest)
      break
    case 'invert':
      invertInto(mask)
      break
    case 'clear':
      clearMask(mask)
      break
  }
}

/** Works on what is marked and `margin` pixels round it, since the rest is and stays empty. */
const throughWindow = (mask: TiledMask, margin: number, change: (seen: Mask) => Mask) => {
  const bounds = mask.bounds()
  if (!bounds) return
  const window = mask.clip({
    x: bounds.x - margin,
    y: bounds.y - margin,
    width: bounds.width + 2 * margin,
    height: bounds.height + 2 * margin,
  })
  mask.write(window, change(mask.read(window)))
}

const combinePolygon = (mask: TiledMask, rings: readonly (readonly Point[])[], how: Combine) => {
  let [x0, y0, x1, y1] = [mask.width, mask.height, 0, 0]
  for (const { x, y } of rings.flat()) {
    x0 = Math.min(x0, x)
    y0 = Math.min(y0, y)
    x1 = Math.max(x1, x)
    y1 = Math.max(y1, y)
  }
  const { x, y, width, height } = mask.clip({ x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 })
  if (width === 0 || height === 0)
    return how === 'replace' || how === 'intersect' ? clearMask(mask) : undefined
  const moved = rings.map((ring) => ring.map((point) => ({ x: point.x - x, y: point.y - y })))
  combineInto(mask, polygonMask(width, height, moved), how, { x, y })
}
