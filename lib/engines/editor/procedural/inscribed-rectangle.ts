import type { Mask, Rect } from '@/lib/imaging/raster'

/**
 * The rectangle inside the mask that maximises `worth(width, height)`, which must not fall when either grows. Walks the
 * histogram of run heights row by row with a stack (all maximal rectangles in O(pixels)). Null for an empty mask.
 */
export const inscribedRectangle = (
  { width, height, data }: Mask,
  worth: (width: number, height: number) => number,
): Rect | null => {
  const runs = new Int32Array(width + 1)
  let best: Rect | null = null
  let bestWorth = -Infinity
  for (let y = 0; y < height; y += 1) {
    const stack: number[] = []
    for (let x = 0; x <= width; x += 1) {
      runs[x] = x < width && (data[y * width + x] ?? 0) >= 128 ? (runs[x] ?? 0) + 1 : 0
      while (stack.length > 0 && (runs[stack[stack.length - 1] ?? 0] ?? 0) >= (runs[x] ?? 0)) {
        const tall = runs[stack.pop() ?? 0] ?? 0
        const left = stack.length > 0 ? (stack[stack.length - 1] ?? 0) + 1 : 0
        const value = tall > 0 ? worth(x - left, tall) : -Infinity
        if (value > bestWorth) {
          bestWorth = value
          best = { x: left, y: y - tall + 1, width: x - left, height: tall }
        }
      }
      stack.push(x)
    }
  }
  return best
}
