import { blur } from '@/lib/imaging/paint/blur'
import { compose, smoothstep } from '@/lib/imaging/paint/compose'
import { distanceTo } from '@/lib/imaging/paint/distance'
import { createLight, type Plane, rasterOfLight } from '@/lib/imaging/paint/planes'
import type { Mask } from '@/lib/imaging/raster'
import { defineOperation } from '../operation'
import { regionOf, type Scene } from '../scene'

export interface BlurBackgroundTask {
  readonly kind: 'blur-background'
  /** True when the region is the background itself; false when it is what stays sharp. */
  readonly regionIsBackground: boolean
}

/** Blur levels in shares of the strongest; a pixel takes a mixture of the two nearest to its own. */
const levels = [0.12, 0.28, 0.55, 1]

/** Blurs only what lies outside the sharp object (normalised convolution), so that its colours never leak out as a halo. */
const blurOutside = (scene: Scene, outside: Plane, sigma: number) => {
  const { width, height } = scene.anchor
  const weight = blur(outside, width, height, sigma)
  const { r, g, b } = scene.light
  return [r, g, b].map((plane) => {
    // Highlights are weighed up before and down after, so that out-of-focus lamps grow to discs of light.
    const boosted = plane.map((v, i) => v * (1 + 1.5 * v * v) * (outside[i] ?? 0))
    return blur(boosted, width, height, sigma).map((v, i) => {
      const mean = v / Math.max(1e-4, weight[i] ?? 0)
      return mean / (1 + 1.5 * Math.min(1, mean) ** 2 * 0.75)
    })
  })
}

export const blurBackground = defineOperation({
  describe: (_: BlurBackgroundTask) => 'blur the background',
  needsRegion: () => true,
  ranges: { aperture: [0.012, 0.024], falloff: [0.18, 0.4], nearBlur: [0.2, 0.4] },
  paint: (scene, task, knobs) => {
    const { width, height } = scene.anchor
    const region = regionOf(scene, 'blur the background').fine
    const mask: Mask = task.regionIsBackground
      ? region
      : { width, height, data: region.data.map((v) => (v >= 128 ? 0 : 255)) }
    const outside = Float32Array.from(mask.data, (v) => (v >= 128 ? 1 : 0))
    const away = distanceTo(width, height, (i) => (outside[i] ?? 0) === 0)
    const strongest = knobs.aperture * Math.hypot(width, height)
    const stack = levels.map((share) => blurOutside(scene, outside, share * strongest))
    const out = createLight(width, height)
    for (let i = 0; i < outside.length; i += 1) {
      const far = smoothstep(0, knobs.falloff * width, away[i] ?? 0)
      const wanted = knobs.nearBlur + (1 - knobs.nearBlur) * far
      const k = Math.max(
        1,
        levels.findIndex((level) => level >= wanted),
      )
      const [low, high] = [levels[k - 1] ?? 0, levels[k] ?? 1]
      const t = Math.min(1, Math.max(0, (wanted - low) / (high - low)))
      const mix = (c: number) => (stack[k - 1]?.[c]?.[i] ?? 0) * (1 - t) + (stack[k]?.[c]?.[i] ?? 0) * t
      out.r[i] = mix(0)
      out.g[i] = mix(1)
      out.b[i] = mix(2)
    }
    const weights = away.map((d) => smoothstep(0, 3, d))
    return { edited: compose(scene.anchor, rasterOfLight(out), weights), mask }
  },
})
