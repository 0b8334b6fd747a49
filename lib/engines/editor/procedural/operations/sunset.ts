import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import { fractalAt } from '@/lib/imaging/paint/noise'
import { createLight, luminanceOf, rasterOfLight } from '@/lib/imaging/paint/planes'
import { defineOperation } from '../operation'
import { settle } from '../scene'

export interface SunsetTask {
  readonly kind: 'sunset'
}

type Rgb = readonly [number, number, number]

/** The evening sky from zenith to horizon, linear light. */
const bands: readonly { readonly at: number; readonly rgb: Rgb }[] = [
  { at: 0, rgb: [0.045, 0.055, 0.17] },
  { at: 0.35, rgb: [0.16, 0.08, 0.2] },
  { at: 0.62, rgb: [0.52, 0.14, 0.16] },
  { at: 0.84, rgb: [0.88, 0.32, 0.08] },
  { at: 1, rgb: [1, 0.6, 0.2] },
]

const skyAt = (v: number): Rgb => {
  const k = Math.max(
    1,
    bands.findIndex((band) => band.at >= v),
  )
  const [from, to] = [bands[k - 1], bands[k]]
  if (!from || !to) return bands[bands.length - 1]?.rgb ?? [1, 0.6, 0.2]
  const t = smoothstep(from.at, to.at, v)
  return [0, 1, 2].map((c) => (from.rgb[c] ?? 0) * (1 - t) + (to.rgb[c] ?? 0) * t) as unknown as Rgb
}

export const sunset = defineOperation({
  describe: (_: SunsetTask) => 'light the scene with a sunset',
  needsRegion: () => false,
  ranges: { sunSide: [0.08, 0.92], strength: [0.8, 1.05], glow: [0.5, 1], redness: [-0.12, 0.14] },
  paint: (scene, _task, knobs, seed) => {
    const { light, sky } = scene
    const { width, height } = scene.anchor
    const out = createLight(width, height)
    const Y = luminanceOf(light)
    const broad = blur(Y, width, height, width / 30)
    const mean = Y.reduce((sum, v) => sum + v, 0) / Y.length
    const horizon = sky.share > 0 ? Math.max(0.25, sky.horizon) : 0.12
    const s = knobs.strength
    for (let y = 0, i = 0; y < height; y += 1) {
      const v = y / height
      const heaven = skyAt(Math.min(1, v / horizon))
      for (let x = 0; x < width; x += 1, i += 1) {
        const u = x / width
        const reach = Math.hypot(u - knobs.sunSide, (v - horizon) * 1.25)
        const sun = Math.exp(-reach * reach * 9) * knobs.glow
        const flare = Math.exp(-reach * 2.6) * knobs.glow
        const luminance = Y[i] ?? 0
        // Lit surfaces turn gold, shadows keep the violet of the sky opposite the sun.
        const lit = smoothstep(0.02, 0.5, luminance)
        const side = 1 - 0.42 * Math.min(1, Math.abs(u - knobs.sunSide)) - 0.12 * v
        const warm = [1.34 + knobs.redness, 0.84 - 0.3 * knobs.redness, 0.42] as const
        const dusk = [0.86, 0.6, 0.95] as const
        const cloud = fractalAt((x / width) * 2.2, (y / height) * 11, 4, seed)
        const wisp = smoothstep(0.52, 0.72, cloud) * smoothstep(0, 0.2, v / horizon)
        const detail = Math.min(1.6, Math.max(0.5, (luminance + 0.03) / ((broad[i] ?? 0) + 0.03)))
        const sight = (sky.weights[i] ?? 0) * s
        const rgb = [light.r[i] ?? 0, light.g[i] ?? 0, light.b[i] ?? 0] as const
        const channel = (c: 0 | 1 | 2) => {
          const grade = (dusk[c] * (1 - lit) + warm[c] * lit) * side
          const ground = (rgb[c] * 0.72 + luminance * 0.28) * (1 - s + s * grade)
          const haze = ([1, 0.42, 0.11] as const)[c] * (0.26 * sun + 0.1 * flare) * (0.35 + Math.sqrt(mean))
          const above =
            heaven[c] * (0.6 + 0.4 * detail) * (1 - 0.22 * wisp) +
            ([0.7, 0.26, 0.1] as const)[c] * wisp * flare
          const burn = ([1.2, 0.62, 0.2] as const)[c] * sun * 0.75
          return (ground + haze) * (1 - sight) + (above + burn) * sight
        }
        out.r[i] = channel(0)
        out.g[i] = channel(1)
        out.b[i] = channel(2)
      }
    }
    return settle(scene, rasterOfLight(out), 'flood')
  },
})
