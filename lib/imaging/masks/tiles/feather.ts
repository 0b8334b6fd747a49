import type { Mask } from '../../raster'

/**
 * Softens the edge over about `radius` pixels to each side: three box means one after the other, which come within 3 %
 * of a Gaussian. At the picture's edge the mean is of what is there, so a mask that touches it does not fade.
 */
export const featherMask = (mask: Mask, radius: number): Mask => {
  const { width, height } = mask
  const data = Float32Array.from(mask.data)
  const side = Math.max(1, Math.round(radius / 2))
  const line = new Float32Array(Math.max(width, height))
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) meanAlong(data, line, y * width, 1, width, side)
    for (let x = 0; x < width; x++) meanAlong(data, line, x, width, height, side)
  }
  return { width, height, data: Uint8Array.from(data, Math.round) }
}

const meanAlong = (
  data: Float32Array,
  line: Float32Array,
  start: number,
  step: number,
  length: number,
  side: number,
) => {
  for (let i = 0; i < length; i++) line[i] = data[start + i * step] as number
  let sum = 0
  for (let i = 0; i < Math.min(side, length); i++) sum += line[i] as number
  for (let i = 0; i < length; i++) {
    if (i + side < length) sum += line[i + side] as number
    if (i > side) sum -= line[i - side - 1] as number
    const count = Math.min(i + side, length - 1) - Math.max(i - side, 0) + 1
    data[start + i * step] = sum / count
  }
}
