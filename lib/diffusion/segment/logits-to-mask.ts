import { createMask, type Mask } from '@/lib/imaging/raster'
import type { SamFrame } from './sam-frame'

interface Plane {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

interface Taps {
  readonly low: Int32Array
  readonly high: Int32Array
  /** Weight of `high`. */
  readonly weight: Float32Array
}

/** PyTorch's bilinear `interpolate`, align_corners = false, no averaging, for the first `count` of `outSize` samples. */
const taps = (inSize: number, outSize: number, count = outSize): Taps => {
  const [low, high, weight] = [new Int32Array(count), new Int32Array(count), new Float32Array(count)]
  const scale = inSize / outSize
  for (let i = 0; i < count; i++) {
    const position = Math.max(0, scale * (i + 0.5) - 0.5)
    const first = Math.min(Math.floor(position), inSize - 1)
    low[i] = first
    high[i] = Math.min(first + 1, inSize - 1)
    weight[i] = position - first
  }
  return { low, high, weight }
}

const sample = ({ data, width }: Plane, across: Taps, down: Taps, x: number, y: number): number => {
  const top = (down.low[y] as number) * width
  const bottom = (down.high[y] as number) * width
  const [left, right] = [across.low[x] as number, across.high[x] as number]
  const [u, v] = [across.weight[x] as number, down.weight[y] as number]
  const above = (data[top + left] as number) * (1 - u) + (data[top + right] as number) * u
  const below = (data[bottom + left] as number) * (1 - u) + (data[bottom + right] as number) * u
  return above * (1 - v) + below * v
}

/** Low-resolution logits of the whole square, brought to the part of it that the picture fills. */
export const logitsInFrame = (logits: Plane, { side, width, height }: SamFrame): Plane => {
  if (logits.width === width && logits.height === height) return logits
  const across = taps(logits.width, side, width)
  const down = taps(logits.height, side, height)
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = sample(logits, across, down, x, y)
  }
  return { width, height, data }
}

/** Logits that cover the picture, at any size, as a mask of the picture's: 255 where they are above 0. */
export const logitsToMask = (logits: Plane, { picture }: SamFrame): Mask => {
  const mask = createMask(picture.width, picture.height)
  if (logits.width === picture.width && logits.height === picture.height) {
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = (logits.data[i] as number) > 0 ? 255 : 0
    return mask
  }
  const across = taps(logits.width, picture.width)
  const down = taps(logits.height, picture.height)
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      mask.data[y * picture.width + x] = sample(logits, across, down, x, y) > 0 ? 255 : 0
    }
  }
  return mask
}
