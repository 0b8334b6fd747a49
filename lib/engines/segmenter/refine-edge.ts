import { createMask, type Mask, type Raster } from '@/lib/imaging/raster'
import { boxMean, guidedFilter } from './guided-filter'

/** Variance of the guide, in [0,1]², below which it counts as flat: film grain is not followed, object edges are. */
const epsilon = 2e-3

/**
 * Brings a small mask to the picture's size with its edge on the picture's own edges: the mask is scaled up, a guided
 * filter (radius: a pixel and a half of the small mask) moves its edge, and only the band in which the small mask
 * could not know better is taken from the filter. `coarse` is 0 or 1, [height, width] of the small picture.
 */
export const refineEdge = (
  picture: Raster,
  coarse: { readonly width: number; readonly height: number; readonly data: Uint8Array },
): Mask => {
  const { width, height } = picture
  const scale = Math.max(width / coarse.width, height / coarse.height)
  const soft = enlarge(coarse, width, height)
  const radius = Math.round(1.5 * scale) + 2
  const guided = guidedFilter(picture.data, soft, width, height, radius, epsilon)
  const nearEdge = boxMean(soft, width, height, radius)
  const result = createMask(width, height)
  for (let i = 0; i < result.data.length; i++) {
    const share = nearEdge[i] as number
    const inBand = share > 0.01 && share < 0.99
    const value = inBand ? (guided[i] as number) : (soft[i] as number)
    result.data[i] = value >= 0.5 ? 255 : 0
  }
  return result
}

/** Bilinear, pixel centres at half. */
const enlarge = (
  small: { readonly width: number; readonly height: number; readonly data: Uint8Array },
  width: number,
  height: number,
): Float32Array => {
  const result = new Float32Array(width * height)
  const columns = Array.from({ length: width }, (_, x) => position(x, width, small.width))
  for (let y = 0; y < height; y++) {
    const [y0, y1, fy] = position(y, height, small.height)
    for (let x = 0; x < width; x++) {
      const [x0, x1, fx] = columns[x] as readonly [number, number, number]
      const at = (row: number, column: number) => small.data[row * small.width + column] as number
      const top = at(y0, x0) * (1 - fx) + at(y0, x1) * fx
      const bottom = at(y1, x0) * (1 - fx) + at(y1, x1) * fx
      result[y * width + x] = top * (1 - fy) + bottom * fy
    }
  }
  return result
}

const position = (i: number, size: number, smallSize: number): readonly [number, number, number] => {
  const at = Math.min(Math.max(((i + 0.5) * smallSize) / size - 0.5, 0), smallSize - 1)
  const first = Math.floor(at)
  return [first, Math.min(first + 1, smallSize - 1), at - first]
}
