import { type Affine, levelTables, type PlaneTarget, plainLevels } from './planes'
import type { Raster } from './raster'

/**
 * PyTorch's `interpolate` on 8-bit RGB, for the scores that were published with it. It differs from Pillow in what
 * moves a cosine: nothing is averaged when shrinking, the cubic is steeper (a = −0.75), and results stay floats that
 * may leave the range. Source: ATen/native/cpu/UpSampleKernel.cpp, align_corners = false.
 */

const cubicSlope = -0.75

/** Keys' cubic convolution at distance t, 0–1, past the second of four samples. */
const cubicWeights = (t: number): readonly [number, number, number, number] => {
  const a = cubicSlope
  const near = (d: number) => ((a + 2) * d - (a + 3)) * d * d + 1
  const far = (d: number) => ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
  return [far(t + 1), near(t), near(1 - t), far(2 - t)]
}

interface CubicTaps {
  /** [outputs, 4] input samples, clamped to the picture. */
  readonly index: Int32Array
  /** [outputs, 4]. */
  readonly weight: Float64Array
}

const cubicTaps = (inSize: number, outSize: number): CubicTaps => {
  const index = new Int32Array(outSize * 4)
  const weight = new Float64Array(outSize * 4)
  const scale = inSize / outSize
  for (let i = 0; i < outSize; i++) {
    const position = scale * (i + 0.5) - 0.5
    const first = Math.floor(position)
    weight.set(cubicWeights(position - first), i * 4)
    for (let tap = 0; tap < 4; tap++) {
      index[i * 4 + tap] = Math.min(Math.max(first - 1 + tap, 0), inSize - 1)
    }
  }
  return { index, weight }
}

/**
 * `interpolate(mode='bicubic', antialias=False)` of v/255, no clamping: writes planes [3, height, width].
 * Each row of the picture that is needed is resampled across once; four rows at a time are kept.
 */
export const torchBicubic = (
  raster: Raster,
  width: number,
  height: number,
  target: PlaneTarget,
  affine: Affine = plainLevels,
): void => {
  const across = cubicTaps(raster.width, width)
  const down = cubicTaps(raster.height, height)
  for (let i = 0; i < across.index.length; i++) across.index[i] = (across.index[i] as number) * 3
  // Four consecutive rows never share a slot, and clamped ones are the same row.
  const slots = [0, 1, 2, 3].map(() => new Float64Array(width * 3))
  const held = [-1, -1, -1, -1]
  const row = (y: number): Float64Array => {
    const slot = slots[y & 3] as Float64Array
    if (held[y & 3] !== y) {
      acrossRow(raster.data, y * raster.width * 3, across, slot, width)
      held[y & 3] = y
    }
    return slot
  }
  const { data, at } = target
  for (let y = 0; y < height; y++) {
    const tap = y * 4
    const a = row(down.index[tap] as number)
    const b = row(down.index[tap + 1] as number)
    const c = row(down.index[tap + 2] as number)
    const d = row(down.index[tap + 3] as number)
    const w0 = down.weight[tap] as number
    const w1 = down.weight[tap + 1] as number
    const w2 = down.weight[tap + 2] as number
    const w3 = down.weight[tap + 3] as number
    for (let channel = 0; channel < 3; channel++) {
      const scale = (affine.scale[channel] as number) / 255
      const shift = affine.shift[channel] as number
      const out = at + (channel * height + y) * width
      const from = channel * width
      for (let x = 0; x < width; x++) {
        const i = from + x
        const v =
          w0 * (a[i] as number) + w1 * (b[i] as number) + w2 * (c[i] as number) + w3 * (d[i] as number)
        data[out + x] = v * scale + shift
      }
    }
  }
}

/** One row across, into planes [3, width]. */
const acrossRow = (
  src: Uint8ClampedArray,
  at: number,
  { index, weight }: CubicTaps,
  out: Float64Array,
  width: number,
) => {
  for (let x = 0, tap = 0; x < width; x++, tap += 4) {
    const i0 = at + (index[tap] as number)
    const i1 = at + (index[tap + 1] as number)
    const i2 = at + (index[tap + 2] as number)
    const i3 = at + (index[tap + 3] as number)
    const w0 = weight[tap] as number
    const w1 = weight[tap + 1] as number
    const w2 = weight[tap + 2] as number
    const w3 = weight[tap + 3] as number
    out[x] =
      w0 * (src[i0] as number) +
      w1 * (src[i1] as number) +
      w2 * (src[i2] as number) +
      w3 * (src[i3] as number)
    out[width + x] =
      w0 * (src[i0 + 1] as number) +
      w1 * (src[i1 + 1] as number) +
      w2 * (src[i2 + 1] as number) +
      w3 * (src[i3 + 1] as number)
    out[2 * width + x] =
      w0 * (src[i0 + 2] as number) +
      w1 * (src[i1 + 2] as number) +
      w2 * (src[i2 + 2] as number) +
      w3 * (src[i3 + 2] as number)
  }
}

/** `floor(i · in/out)` with the ratio in 32-bit floats, as PyTorch has it; exact multiples can fall to the left. */
const nearestIndex = (inSize: number, outSize: number): Int32Array => {
  const scale = Math.fround(inSize / outSize)
  return Int32Array.from({ length: outSize }, (_, i) =>
    Math.min(Math.floor(Math.fround(i * scale)), inSize - 1),
  )
}

/** `interpolate(mode='nearest')` of v/255: writes planes [3, height, width]. */
export const torchNearest = (
  raster: Raster,
  width: number,
  height: number,
  target: PlaneTarget,
  affine: Affine = plainLevels,
): void => {
  const columns = nearestIndex(raster.width, width)
  const rows = nearestIndex(raster.height, height)
  const [red, green, blue] = levelTables(affine)
  const src = raster.data
  const { data, at } = target
  const plane = width * height
  for (let y = 0; y < height; y++) {
    const from = (rows[y] as number) * raster.width
    const out = at + y * width
    for (let x = 0; x < width; x++) {
      const i = (from + (columns[x] as number)) * 3
      data[out + x] = red[src[i] as number] as number
      data[out + x + plane] = green[src[i + 1] as number] as number
      data[out + x + 2 * plane] = blue[src[i + 2] as number] as number
    }
  }
}
