import { createMask, type Mask } from '../../raster'
import { editThreshold } from '../combine'

/**
 * Marks every pixel within `radius` (Euclidean, to pixel centres) of one that satisfies the threshold; 0 or 255 per pixel.
 * In time independent of the radius: the distance within each column first, which for a disc says how far the pixel
 * reaches along its row, then the union of those reaches as a running count.
 */
export const growMask = (mask: Mask, radius: number): Mask => spread(mask, radius, true)

/** Keeps the pixels that have nothing outside the mask within `radius`. The picture's own edge wears nothing off. */
export const shrinkMask = (mask: Mask, radius: number): Mask => {
  const outside = spread(mask, radius, false)
  for (let i = 0; i < outside.data.length; i++) outside.data[i] = 255 - (outside.data[i] as number)
  return outside
}

const spread = (mask: Mask, radius: number, from: boolean): Mask => {
  const { width, height } = mask
  const result = createMask(width, height)
  const distance = columnDistance(mask, Math.floor(radius), from)
  const reach = Int32Array.from({ length: Math.floor(radius) + 1 }, (_, d) =>
    Math.floor(Math.sqrt(radius * radius - d * d)),
  )
  const open = new Int32Array(width + 1)
  for (let y = 0; y < height; y++) {
    open.fill(0)
    for (let x = 0; x < width; x++) {
      const far = reach[distance[y * width + x] as number]
      if (far === undefined) continue
      const first = Math.max(0, x - far)
      const end = Math.min(width, x + far + 1)
      open[first] = (open[first] as number) + 1
      open[end] = (open[end] as number) - 1
    }
    for (let x = 0, depth = 0; x < width; x++) {
      depth += open[x] as number
      if (depth > 0) result.data[y * width + x] = 255
    }
  }
  return result
}

/** Rows to the nearest pixel of the column whose being marked is `wanted`; `most + 1` when farther than `most`. */
const columnDistance = ({ width, height, data }: Mask, most: number, wanted: boolean): Uint16Array => {
  const distance = new Uint16Array(width * height)
  const beyond = most + 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const above = y === 0 ? beyond : Math.min(beyond, (distance[i - width] as number) + 1)
      distance[i] = (data[i] as number) > editThreshold === wanted ? 0 : above
    }
  }
  for (let i = width * (height - 1) - 1; i >= 0; i--) {
    const below = (distance[i + width] as number) + 1
    if (below < (distance[i] as number)) distance[i] = below
  }
  return distance
}
