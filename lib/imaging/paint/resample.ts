import type { Plane } from './planes'

/** Bilinear sample at (x, y) in pixels, pixel centres on whole numbers; the edge is repeated. */
export const sample = (plane: Plane, width: number, height: number, x: number, y: number): number => {
  const cx = Math.min(width - 1, Math.max(0, x))
  const cy = Math.min(height - 1, Math.max(0, y))
  const x0 = cx | 0
  const y0 = cy | 0
  const x1 = x0 < width - 1 ? x0 + 1 : x0
  const y1 = y0 < height - 1 ? y0 + 1 : y0
  const u = cx - x0
  const v = cy - y0
  const top = (plane[y0 * width + x0] ?? 0) * (1 - u) + (plane[y0 * width + x1] ?? 0) * u
  const bottom = (plane[y1 * width + x0] ?? 0) * (1 - u) + (plane[y1 * width + x1] ?? 0) * u
  return top * (1 - v) + bottom * v
}

/** Resizes a plane: area average when shrinking, bilinear when growing. */
export const resizePlane = (
  plane: Plane,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
): Plane => {
  const out = new Float32Array(toWidth * toHeight)
  const sx = width / toWidth
  const sy = height / toHeight
  const nx = Math.max(1, Math.round(sx))
  const ny = Math.max(1, Math.round(sy))
  for (let y = 0, i = 0; y < toHeight; y += 1) {
    for (let x = 0; x < toWidth; x += 1, i += 1) {
      let sum = 0
      for (let v = 0; v < ny; v += 1) {
        for (let u = 0; u < nx; u += 1) {
          sum += sample(
            plane,
            width,
            height,
            (x + (u + 0.5) / nx) * sx - 0.5,
            (y + (v + 0.5) / ny) * sy - 0.5,
          )
        }
      }
      out[i] = sum / (nx * ny)
    }
  }
  return out
}
