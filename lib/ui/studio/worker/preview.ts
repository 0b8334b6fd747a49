import { type EngineMaskKind, engineMasks } from '@/lib/imaging/masks/engine-masks'
import { TiledMask } from '@/lib/imaging/masks/tiles/tiled-mask'
import { createMask, type Mask, type Rect } from '@/lib/imaging/raster'

/** The hulls are denoised over 10 pixels to each side before; beyond that emptiness stays empty. */
const reach = 16
/** Larger windows are looked at in every second pixel, every third and so on: denoising 24 megapixels takes minutes. */
const mostPixels = 1_500_000

/** The mask that engines will be given, as tiles to look at. */
export const previewMask = (drawn: TiledMask, kind: EngineMaskKind): TiledMask => {
  const shown = new TiledMask(drawn.width, drawn.height)
  const bounds = drawn.bounds()
  if (!bounds) return shown
  const window = drawn.clip({
    x: bounds.x - reach,
    y: bounds.y - reach,
    width: bounds.width + 2 * reach,
    height: bounds.height + 2 * reach,
  })
  // Fine and box are exact at any size; only the hulls are dear.
  const exact = kind === 'fine' || kind === 'box'
  const step = exact ? 1 : Math.ceil(Math.sqrt((window.width * window.height) / mostPixels))
  const seen = drawn.read(window)
  const made = exact ? cheap(seen, kind) : engineMasks(every(seen, step))[kind]
  shown.write(window, step === 1 ? made : enlarge(made, window, step))
  return shown
}

const cheap = (seen: Mask, kind: 'fine' | 'box'): Mask => {
  const fine = { ...seen, data: seen.data.map((value) => (value > 127 ? 255 : 0)) }
  if (kind === 'fine') return fine
  const tiles = new TiledMask(seen.width, seen.height)
  tiles.write({ x: 0, y: 0 }, fine)
  const box = tiles.bounds()
  const result = createMask(seen.width, seen.height)
  if (box)
    for (let y = box.y; y < box.y + box.height; y++)
      result.data.fill(255, y * seen.width + box.x, y * seen.width + box.x + box.width)
  return result
}

const every = (mask: Mask, step: number): Mask => {
  if (step === 1) return mask
  const small = createMask(Math.ceil(mask.width / step), Math.ceil(mask.height / step))
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++)
      small.data[y * small.width + x] = mask.data[y * step * mask.width + x * step] as number
  return small
}

const enlarge = (small: Mask, { width, height }: Rect, step: number): Mask => {
  const mask = createMask(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      mask.data[y * width + x] = small.data[
        Math.floor(y / step) * small.width + Math.floor(x / step)
      ] as number
  return mask
}
