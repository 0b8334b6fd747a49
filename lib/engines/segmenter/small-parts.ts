import type { Mask } from '@/lib/imaging/raster'

/**
 * Flips connected parts of one value (255: specks, 8-connected; 0: holes, 4-connected) that `keep` does not want. `keep`
 * gets the pixel indices of a part. Holes that touch the border are no holes and stay. Works in place.
 */
export const flipParts = (mask: Mask, value: 0 | 255, keep: (part: Int32Array) => boolean): void => {
  const { width, height, data } = mask
  const seen = new Uint8Array(data.length)
  const queue = new Int32Array(data.length)
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || data[start] !== value) continue
    let end = 1
    let open = false
    queue[0] = start
    seen[start] = 1
    for (let head = 0; head < end; head++) {
      const at = queue[head] as number
      const x = at % width
      const y = (at - x) / width
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) open = true
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const outside = x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height
          if (outside || (value === 0 && dx !== 0 && dy !== 0)) continue
          const next = at + dy * width + dx
          if (seen[next] || data[next] !== value) continue
          seen[next] = 1
          queue[end++] = next
        }
      }
    }
    if (value === 0 && open) continue
    const part = queue.subarray(0, end)
    if (!keep(part)) for (const at of part) data[at] = 255 - value
  }
}

/** Pixels of the largest connected part of the mask. */
export const largestPart = (mask: Mask): number => {
  let largest = 0
  flipParts(mask, 255, (part) => {
    largest = Math.max(largest, part.length)
    return true
  })
  return largest
}
