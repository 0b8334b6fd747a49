import { type Affine, writePlanes } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import type { Tensor } from '../onnx/tensors'

const networkRange: Affine = { scale: [2, 2, 2], shift: [-1, -1, -1] }

/** 8-bit RGB → [1, 3, H, W] in −1…1, the autoencoder's range. */
export const toNetwork = (picture: Raster): Tensor => {
  const { width, height } = picture
  const data = new Float32Array(3 * width * height)
  writePlanes(picture, { data, at: 0, width, height }, networkRange)
  return { dims: [1, 3, height, width], data }
}

/** [1, 3, H, W] in −1…1 → 8-bit RGB. A clamped array rounds halves to even and clamps, as the reference does. */
export const fromNetwork = ({ dims, data }: Tensor): Raster => {
  const [, , height = 0, width = 0] = dims
  const size = width * height
  const pixels = new Uint8ClampedArray(3 * size)
  for (let i = 0, at = 0; i < size; i++, at += 3) {
    pixels[at] = ((data[i] as number) / 2 + 0.5) * 255
    pixels[at + 1] = ((data[size + i] as number) / 2 + 0.5) * 255
    pixels[at + 2] = ((data[2 * size + i] as number) / 2 + 0.5) * 255
  }
  return { width, height, data: pixels }
}

/** Whether every value is a finite number. */
export const allFinite = (values: Float32Array): boolean => {
  // Anything finite times 0 is 0; infinities and NaN become NaN, which no sum loses.
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) * 0
  return sum === 0
}
