import { ExemplarError } from '@/lib/platform/errors'
import type { Raster } from '../raster'

const windowSize = 7
const windowArea = windowSize * windowSize

/** K1 = 0.01, K2 = 0.03, data range 1, in units of 8-bit levels times the window's area. */
const c1 = (0.01 * 255 * windowArea) ** 2
/** Sample covariance: the N/(N−1) of the definition is moved into the constant. */
const c2 = (0.03 * 255) ** 2 * windowArea * (windowArea - 1)

export interface PixelScores {
  /** Structural similarity, 1 = identical. Null when a side is shorter than the 7-pixel window. */
  readonly ssim: number | null
  /** Mean absolute difference of [0,1] RGB. */
  readonly l1: number
  /** Mean squared difference of [0,1] RGB. */
  readonly l2: number
}

export const requireSameSize = (a: Raster, b: Raster) => {
  if (a.width !== b.width || a.height !== b.height) {
    throw new ExemplarError('bad-input', 'Pictures of different sizes cannot be compared pixel by pixel.', {
      field: 'image',
      fix: 'Resize one of them first (resizeRaster).',
      detail: { a: [a.width, a.height], b: [b.width, b.height] },
    })
  }
}

/**
 * SSIM, L1 and L2 of two pictures in one pass.
 *
 * SSIM as scikit-image's `structural_similarity(channel_axis=2, data_range=1)` on RGB in [0,1]: 7×7 uniform window,
 * K1 0.01, K2 0.03, sample covariance, mean over channels and over the picture without its 3-pixel border. Everything
 * up to the quotient is computed on integer sums, which is exact and lets the windows slide: each column keeps the sums
 * of its last seven rows, each window adds a column and drops one. Only four sums are needed, since the formula holds
 * the variances as their sum. Wang et al. 2004, eq. 13.
 */
export const pixelScores = (a: Raster, b: Raster): PixelScores => {
  requireSameSize(a, b)
  const { height } = a
  const stride = a.width * 3
  const sums = makeColumnSums(stride)
  let total = 0
  for (let y = 0; y < height; y++) {
    if (y < windowSize) enterRow(sums, a.data, b.data, y * stride)
    else slideRow(sums, a.data, b.data, y * stride, (y - windowSize) * stride)
    if (y >= windowSize - 1) total += rowSsim(sums, stride)
  }
  const samples = stride * height
  const windows = (a.width - windowSize + 1) * (height - windowSize + 1) * 3
  const tooSmall = a.width < windowSize || height < windowSize
  return {
    ssim: tooSmall ? null : total / windows,
    l1: sums.absolute / 255 / samples,
    l2: sums.squared / 65025 / samples,
  }
}

interface ColumnSums {
  /** Σa, Σb, Σ(a²+b²) and Σab of the last seven rows, per sample of a row. */
  readonly a: Int32Array
  readonly b: Int32Array
  readonly squares: Int32Array
  readonly products: Int32Array
  /** Σ|a−b| and Σ(a−b)² of all rows so far. */
  absolute: number
  squared: number
}

const makeColumnSums = (stride: number): ColumnSums => ({
  a: new Int32Array(stride),
  b: new Int32Array(stride),
  squares: new Int32Array(stride),
  products: new Int32Array(stride),
  absolute: 0,
  squared: 0,
})

const enterRow = (sums: ColumnSums, a: Uint8ClampedArray, b: Uint8ClampedArray, at: number) => {
  const { a: sumA, b: sumB, squares, products } = sums
  let absolute = 0
  let squared = 0
  for (let i = 0; i < sumA.length; i++) {
    const x = a[at + i] as number
    const y = b[at + i] as number
    const d = x - y
    absolute += d < 0 ? -d : d
    squared += d * d
    sumA[i] = (sumA[i] as number) + x
    sumB[i] = (sumB[i] as number) + y
    squares[i] = (squares[i] as number) + x * x + y * y
    products[i] = (products[i] as number) + x * y
  }
  sums.absolute += absolute
  sums.squared += squared
}

/** `enterRow`, and the row that falls out of the windows leaves in the same walk over memory. */
const slideRow = (
  sums: ColumnSums,
  a: Uint8ClampedArray,
  b: Uint8ClampedArray,
  at: number,
  oldAt: number,
) => {
  const { a: sumA, b: sumB, squares, products } = sums
  let absolute = 0
  let squared = 0
  for (let i = 0; i < sumA.length; i++) {
    const x = a[at + i] as number
    const y = b[at + i] as number
    const oldX = a[oldAt + i] as number
    const oldY = b[oldAt + i] as number
    const d = x - y
    absolute += d < 0 ? -d : d
    squared += d * d
    sumA[i] = ((sumA[i] as number) + x - oldX) | 0
    sumB[i] = ((sumB[i] as number) + y - oldY) | 0
    squares[i] = ((squares[i] as number) + x * x + y * y - oldX * oldX - oldY * oldY) | 0
    products[i] = ((products[i] as number) + x * y - oldX * oldY) | 0
  }
  sums.absolute += absolute
  sums.squared += squared
}

/** Sum of the SSIM of all windows of one row, over the three channels. */
const rowSsim = (sums: ColumnSums, stride: number): number => {
  const { a, b, squares, products } = sums
  const lag = windowSize * 3
  let total = 0
  for (let channel = 0; channel < 3; channel++) {
    let sa = 0
    let sb = 0
    let ss = 0
    let sp = 0
    for (let i = channel; i < lag && i < stride; i += 3) {
      sa += a[i] as number
      sb += b[i] as number
      ss += squares[i] as number
      sp += products[i] as number
    }
    for (let i = channel + lag; ; i += 3) {
      const ab = sa * sb
      const aabb = sa * sa + sb * sb
      const numerator = (2 * ab + c1) * (2 * (windowArea * sp - ab) + c2)
      total += numerator / ((aabb + c1) * (windowArea * ss - aabb + c2))
      if (i >= stride) break
      sa = (sa + (a[i] as number) - (a[i - lag] as number)) | 0
      sb = (sb + (b[i] as number) - (b[i - lag] as number)) | 0
      ss = (ss + (squares[i] as number) - (squares[i - lag] as number)) | 0
      sp = (sp + (products[i] as number) - (products[i - lag] as number)) | 0
    }
  }
  return total
}
