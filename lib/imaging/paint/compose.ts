import { createRaster, type Mask, type Raster } from '@/lib/imaging/raster'
import { blur } from './blur'
import { distanceTo } from './distance'
import type { Plane } from './planes'

/** 0 below `low`, 1 above `high`, smooth between. */
export const smoothstep = (low: number, high: number, value: number): number => {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)))
  return t * t * (3 - 2 * t)
}

/**
 * Weights [H, W], 0–1, of a mask whose edge fades over `radius` pixels *inside* it: nothing outside the mask is touched.
 * The frame's border is no edge: a mask that leaves the picture stays whole there.
 */
export const featherInside = (mask: Mask, radius: number): Plane => {
  const depth = distanceTo(mask.width, mask.height, (i) => (mask.data[i] ?? 0) < 128)
  return depth.map((d) => smoothstep(0, 1, d / (radius + 0.5)))
}

/** The weights of a soft mask, its steps smoothed away, and 0 wherever the mask is 0. */
export const smoothInside = (mask: Mask, sigma: number): Plane => {
  const plane = Float32Array.from(mask.data, (v) => v / 255)
  const inside = distanceTo(mask.width, mask.height, (i) => (mask.data[i] ?? 0) === 0)
  return blur(plane, mask.width, mask.height, sigma).map(
    (v, i) => v * smoothstep(0, 2 * sigma, inside[i] ?? 0),
  )
}

/** `under` where the weight is 0, `over` where it is 1. Bytes under weight 0 are exactly those of `under`. */
export const compose = (under: Raster, over: Raster, weights: Plane): Raster => {
  const out = createRaster(under.width, under.height)
  for (let i = 0, p = 0; i < weights.length; i += 1, p += 3) {
    const w = weights[i] ?? 0
    for (let c = p; c < p + 3; c += 1) {
      const base = under.data[c] ?? 0
      out.data[c] = base + ((over.data[c] ?? 0) - base) * w
    }
  }
  return out
}
