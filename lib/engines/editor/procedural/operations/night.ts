import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import { fractalAt, grainPlane } from '@/lib/imaging/paint/noise'
import { createLight, luminanceOf, rasterOfLight } from '@/lib/imaging/paint/planes'
import { createRandom } from '@/lib/imaging/paint/random'
import { defineOperation } from '../operation'
import { type Scene, settle } from '../scene'

export interface NightTask {
  readonly kind: 'night'
}

/** Small bright spots are lamps and stay lit; broad bright surfaces are daylight and go dark. */
const lampsOf = ({ light, lab, anchor: { width, height } }: Scene) => {
  const broad = blur(lab.L, width, height, width / 26)
  const crowded = blur(
    lab.L.map((L) => (L > 0.78 ? 1 : 0)),
    width,
    height,
    width / 26,
  )
  const spots = lab.L.map(
    (L, i) =>
      smoothstep(0.82, 0.96, L) *
      smoothstep(0.2, 0.4, L - (broad[i] ?? 0)) *
      smoothstep(0.34, 0.16, crowded[i] ?? 0),
  )
  const glow = (plane: Float32Array, sigma: number) =>
    blur(
      plane.map((v, i) => v * (spots[i] ?? 0)),
      width,
      height,
      sigma,
    )
  return { spots, halo: [light.r, light.g, light.b].map((plane) => glow(plane, width / 40)) }
}

/** Stars [H, W] in linear light: most are faint single pixels, a few are bright and round. */
const starsOf = (width: number, height: number, seed: number): Float32Array => {
  const stars = new Float32Array(width * height)
  const random = createRandom(seed)
  const count = Math.round((width * height) / 900)
  for (let n = 0; n < count; n += 1) {
    const x = random.between(1, width - 2)
    const y = random.between(1, height - 2)
    const power = random.next() ** 5
    const radius = 0.45 + 0.75 * power
    for (let v = Math.floor(y - 3); v <= y + 3; v += 1) {
      for (let u = Math.floor(x - 3); u <= x + 3; u += 1) {
        if (u < 0 || v < 0 || u >= width || v >= height) continue
        const fall = Math.exp(-((u - x) ** 2 + (v - y) ** 2) / (2 * radius * radius))
        const i = v * width + u
        stars[i] = (stars[i] ?? 0) + (0.06 + 0.7 * power) * fall
      }
    }
  }
  return stars
}

export const night = defineOperation({
  describe: (_: NightTask) => 'turn day to night',
  needsRegion: () => false,
  ranges: { darkness: [0.75, 1], blueness: [0.7, 1.1], moonSide: [0.05, 0.95], moonlight: [0.5, 1] },
  paint: (scene, _task, knobs, seed) => {
    const { light, sky } = scene
    const { width, height } = scene.anchor
    const out = createLight(width, height)
    const Y = luminanceOf(light)
    const mean = Math.max(0.02, Y.reduce((sum, v) => sum + v, 0) / Y.length)
    // A scene that is dark already needs less darkening to read as night.
    const level = Math.min(0.42, (0.085 / mean) ** 0.9) * (1.45 - 0.6 * knobs.darkness)
    const lamps = lampsOf(scene)
    const stars = starsOf(width, height, seed)
    const grain = grainPlane(width, height, seed + 7)
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        const u = x / width
        const v = y / height
        const sight = sky.weights[i] ?? 0
        // Pools of moonlight: brighter towards the moon's side and broken by clouds, darker to the corners.
        const pool = 1 - 0.55 * Math.hypot(u - knobs.moonSide, (v - 0.15) * 0.8)
        const cloud = 0.78 + 0.44 * fractalAt((x / width) * 3, (y / height) * 3, 2, seed)
        const gain = level * (0.35 + 1.1 * knobs.moonlight * Math.max(0.12, pool)) * cloud
        const grey = (Y[i] ?? 0) * 1.1
        const shade = smoothstep(0, 0.5, Y[i] ?? 0)
        const drained = 0.5 + 0.15 * (1 - shade)
        const rgb = [light.r[i] ?? 0, light.g[i] ?? 0, light.b[i] ?? 0] as const
        const blue = knobs.blueness
        const tint = [0.62 - 0.12 * blue, 0.8 - 0.02 * blue, 1.15 + 0.35 * blue] as const
        const heaven = 0.004 + 0.02 * v * v
        const heavens = [heaven * 0.35, heaven * 0.6, heaven * 1.5] as const
        const lamp = lamps.spots[i] ?? 0
        const noise = 1 + 0.05 * (grain[i] ?? 0)
        const channel = (c: 0 | 1 | 2) => {
          const moonlit = (rgb[c] * (1 - drained) + grey * drained) * tint[c] * gain * noise
          const above = moonlit * 0.35 + heavens[c] + (stars[i] ?? 0) * smoothstep(0.95, 0.25, v)
          const lit = moonlit * (1 - sight) + above * sight + 0.0012 * tint[c]
          return lit * (1 - lamp) + rgb[c] * lamp + (lamps.halo[c]?.[i] ?? 0) * 0.5
        }
        out.r[i] = channel(0)
        out.g[i] = channel(1)
        out.b[i] = channel(2)
      }
    }
    return settle(scene, rasterOfLight(out), 'flood')
  },
})
