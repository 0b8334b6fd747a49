import { blur } from './blur'
import type { Plane } from './planes'

/** The local direction of a plane: `angle` (radians) runs along edges, `strength` 0–1 says how much of one direction there is. */
export interface Structure {
  readonly angle: Plane
  readonly strength: Plane
}

/** Smoothed structure tensor (Brox et al., 2006): gradients by central differences, averaged over `sigma` pixels. */
export const structureOf = (plane: Plane, width: number, height: number, sigma: number): Structure => {
  const xx = new Float32Array(plane.length)
  const xy = new Float32Array(plane.length)
  const yy = new Float32Array(plane.length)
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      const dx = (plane[x < width - 1 ? i + 1 : i] ?? 0) - (plane[x > 0 ? i - 1 : i] ?? 0)
      const dy = (plane[y < height - 1 ? i + width : i] ?? 0) - (plane[y > 0 ? i - width : i] ?? 0)
      xx[i] = dx * dx
      xy[i] = dx * dy
      yy[i] = dy * dy
    }
  }
  const sxx = blur(xx, width, height, sigma)
  const sxy = blur(xy, width, height, sigma)
  const syy = blur(yy, width, height, sigma)
  const angle = new Float32Array(plane.length)
  const strength = new Float32Array(plane.length)
  for (let i = 0; i < plane.length; i += 1) {
    const e = sxx[i] ?? 0
    const f = sxy[i] ?? 0
    const g = syy[i] ?? 0
    const spread = Math.hypot(e - g, 2 * f)
    angle[i] = Math.atan2(2 * f, e - g) / 2 + Math.PI / 2
    strength[i] = e + g > 1e-7 ? spread / (e + g) : 0
  }
  return { angle, strength }
}

/** Averages `plane` along the structure over `reach` pixels each way: noise becomes strokes (line integral convolution). */
export const smearAlong = (
  plane: Plane,
  width: number,
  height: number,
  angle: Plane,
  reach: number,
): Plane => {
  const out = new Float32Array(plane.length)
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      let sum = plane[i] ?? 0
      for (const way of [1, -1]) {
        let px = x
        let py = y
        let ux = Math.cos(angle[i] ?? 0) * way
        let uy = Math.sin(angle[i] ?? 0) * way
        for (let step = 0; step < reach; step += 1) {
          px += ux
          py += uy
          const ix = Math.round(px)
          const iy = Math.round(py)
          if (ix < 0 || iy < 0 || ix >= width || iy >= height) break
          const j = iy * width + ix
          sum += plane[j] ?? 0
          const vx = Math.cos(angle[j] ?? 0)
          const vy = Math.sin(angle[j] ?? 0)
          const sign = vx * ux + vy * uy < 0 ? -1 : 1
          ux = vx * sign
          uy = vy * sign
        }
      }
      out[i] = sum / (2 * reach + 1)
    }
  }
  return out
}
