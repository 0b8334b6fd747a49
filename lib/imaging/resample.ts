import { createRaster, type Raster, type Rect } from './raster'

/**
 * Pillow's 8-bit resampler, number for number. UltraEdit prepares its anchors with `Image.resize`, and CLIP scores
 * move in the second digit with the resampler, so "about the same" is not enough; libvips' cubic differs by up to
 * several grey levels. Source: Pillow, src/libImaging/Resample.c (two passes, 22-bit fixed-point coefficients,
 * rounding to 8 bits between the passes, support widened when shrinking, i.e. antialiased).
 */
export type Filter = 'bicubic' | 'bilinear'

const precisionBits = 22

const cubic = (x: number): number => {
  const a = -0.5
  const d = Math.abs(x)
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1
  if (d < 2) return (((d - 5) * d + 8) * d - 4) * a
  return 0
}

const triangle = (x: number): number => Math.max(0, 1 - Math.abs(x))

const filters = {
  bicubic: { support: 2, kernel: cubic },
  bilinear: { support: 1, kernel: triangle },
} as const

interface Taps {
  /** First input sample of each output sample. */
  readonly start: Int32Array
  readonly count: Int32Array
  /** [outputs, size] fixed-point weights. */
  readonly weights: Int32Array
  readonly size: number
}

/** The taps of output samples `from` … `from + length` when `inSize` samples become `outSize`. */
const makeTaps = (inSize: number, outSize: number, from: number, length: number, filter: Filter): Taps => {
  const { support: baseSupport, kernel } = filters[filter]
  const scale = inSize / outSize
  const filterScale = Math.max(scale, 1)
  const support = baseSupport * filterScale
  const size = Math.ceil(support) * 2 + 1
  const start = new Int32Array(length)
  const count = new Int32Array(length)
  const weights = new Int32Array(length * size)
  const k = new Float64Array(size)
  for (let i = 0; i < length; i++) {
    const centre = (from + i + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - support + 0.5))
    const n = Math.min(inSize, Math.trunc(centre + support + 0.5)) - first
    let sum = 0
    for (let x = 0; x < n; x++) {
      const w = kernel((x + first - centre + 0.5) * (1 / filterScale))
      k[x] = w
      sum += w
    }
    for (let x = 0; x < n; x++) {
      const w = ((k[x] ?? 0) / (sum === 0 ? 1 : sum)) * (1 << precisionBits)
      weights[i * size + x] = Math.trunc(w < 0 ? w - 0.5 : w + 0.5)
    }
    start[i] = first
    count[i] = n
  }
  return { start, count, weights, size }
}

/** The input rows or columns that an output window reads: `[first, end)`. */
export const sourceSpan = (
  inSize: number,
  outSize: number,
  from: number,
  length: number,
  filter: Filter = 'bicubic',
): readonly [number, number] => {
  if (inSize === outSize) return [from, from + length]
  const taps = makeTaps(inSize, outSize, from, length, filter)
  const last = length - 1
  return [taps.start[0] ?? 0, (taps.start[last] ?? 0) + (taps.count[last] ?? 0)]
}

export interface ResampleRequest {
  /** Size of the whole picture before and after; `raster` may be a part of it. */
  readonly from: { readonly width: number; readonly height: number }
  readonly to: { readonly width: number; readonly height: number }
  /** The part of the result that is wanted, in result pixels. */
  readonly window: Rect
  /** Where `raster`'s top left pixel lies in the whole picture. */
  readonly origin?: { readonly x: number; readonly y: number }
  readonly filter?: Filter
}

/**
 * Resizes a picture and returns one window of the result, bit-exact to resizing all of it and cropping, while only the
 * pixels under the window are read. `raster` must cover `sourceSpan` of the window in both directions.
 */
export const resampleWindow = (raster: Raster, request: ResampleRequest): Raster => {
  const { from, to, window, filter = 'bicubic' } = request
  const origin = request.origin ?? { x: 0, y: 0 }
  const [firstRow, endRow] = sourceSpan(from.height, to.height, window.y, window.height, filter)
  const rows = endRow - firstRow
  const across = horizontalPass(
    raster,
    firstRow - origin.y,
    rows,
    origin.x,
    from.width,
    to.width,
    window,
    filter,
  )
  if (from.height === to.height) return across
  const result = createRaster(window.width, window.height)
  const taps = makeTaps(from.height, to.height, window.y, window.height, filter)
  const stride = window.width * 3
  const line = new Int32Array(stride)
  for (let y = 0; y < window.height; y++) {
    line.fill(1 << (precisionBits - 1))
    const start = (taps.start[y] ?? 0) - firstRow
    const count = taps.count[y] ?? 0
    for (let t = 0; t < count; t++) {
      const w = taps.weights[y * taps.size + t] as number
      const row = (start + t) * stride
      for (let i = 0; i < stride; i++) line[i] = (line[i] as number) + w * (across.data[row + i] as number)
    }
    for (let i = 0; i < stride; i++) result.data[y * stride + i] = (line[i] as number) >> precisionBits
  }
  return result
}

const horizontalPass = (
  raster: Raster,
  firstRow: number,
  rows: number,
  originX: number,
  inWidth: number,
  outWidth: number,
  window: Rect,
  filter: Filter,
): Raster => {
  const result = createRaster(window.width, rows)
  const src = raster.data
  const stride = raster.width * 3
  if (inWidth === outWidth) {
    for (let y = 0; y < rows; y++) {
      const at = (firstRow + y) * stride + (window.x - originX) * 3
      result.data.set(src.subarray(at, at + window.width * 3), y * window.width * 3)
    }
    return result
  }
  const taps = makeTaps(inWidth, outWidth, window.x, window.width, filter)
  const half = 1 << (precisionBits - 1)
  for (let y = 0; y < rows; y++) {
    const row = (firstRow + y) * stride
    for (let x = 0; x < window.width; x++) {
      let r = half
      let g = half
      let b = half
      let at = row + ((taps.start[x] ?? 0) - originX) * 3
      const count = taps.count[x] ?? 0
      const base = x * taps.size
      for (let t = 0; t < count; t++, at += 3) {
        const w = taps.weights[base + t] as number
        r += w * (src[at] as number)
        g += w * (src[at + 1] as number)
        b += w * (src[at + 2] as number)
      }
      const o = (y * window.width + x) * 3
      result.data[o] = r >> precisionBits
      result.data[o + 1] = g >> precisionBits
      result.data[o + 2] = b >> precisionBits
    }
  }
  return result
}

/** `Image.resize((width, height), filter)` of Pillow on 8-bit RGB, bit-exact. */
export const resizeRaster = (
  raster: Raster,
  width: number,
  height: number,
  filter: Filter = 'bicubic',
): Raster =>
  resampleWindow(raster, {
    from: raster,
    to: { width, height },
    window: { x: 0, y: 0, width, height },
    filter,
  })
