import { blur, blurLight } from '@/lib/imaging/paint/blur'
import { createLight, luminanceOf, type Plane, rasterOfLight } from '@/lib/imaging/paint/planes'
import { createRandom } from '@/lib/imaging/paint/random'
import { airOf, distanceOf } from '../depth'
import { defineOperation } from '../operation'
import { addStreak } from '../particles'
import { settle } from '../scene'

export interface RainTask {
  readonly kind: 'rain'
}

/** Depth layers, far to near: many short thin streaks, then few long thick ones out of focus. */
const layers = [
  { perMegapixel: 5200, length: 0.03, radius: 0.35, alpha: 0.2, soft: 0.5 },
  { perMegapixel: 2300, length: 0.06, radius: 0.55, alpha: 0.28, soft: 0.7 },
  { perMegapixel: 420, length: 0.13, radius: 1, alpha: 0.26, soft: 1.4 },
]

const streaksOf = (width: number, height: number, density: number, slant: number, seed: number): Plane => {
  const coverage = new Float32Array(width * height)
  const random = createRandom(seed)
  const scale = height / 512
  for (const layer of layers) {
    const count = Math.round((layer.perMegapixel * density * width * height) / 1e6 / Math.max(0.5, scale))
    for (let n = 0; n < count; n += 1) {
      const length = layer.length * height * random.between(0.6, 1.3)
      const lean = slant + random.between(-0.025, 0.025)
      addStreak(
        coverage,
        width,
        height,
        {
          x: random.between(-0.1, 1.1) * width,
          y: random.between(-0.15, 1) * height,
          dx: Math.sin(lean) * length,
          dy: Math.cos(lean) * length,
          radius: layer.radius * Math.max(0.8, scale),
          alpha: layer.alpha * random.between(0.5, 1.2),
        },
        layer.soft,
      )
    }
  }
  return coverage
}

export const rain = defineOperation({
  describe: (_: RainTask) => 'let it rain',
  needsRegion: () => false,
  ranges: { density: [0.75, 1.35], slant: [-0.32, 0.32], gloom: [0.6, 1] },
  paint: (scene, _task, knobs, seed) => {
    const { light, sky } = scene
    const { width, height } = scene.anchor
    const streaks = streaksOf(width, height, knobs.density, knobs.slant, seed)
    const luminance = luminanceOf(light)
    const air = airOf(luminance) * 0.62
    const distance = distanceOf(scene)
    const hazy = blurLight(light, width / 180)
    const around = blur(luminance, width, height, width / 24)
    const out = createLight(width, height)
    for (let i = 0; i < streaks.length; i += 1) {
      const mist = 1 - Math.exp(-0.3 * knobs.gloom * (distance[i] ?? 0))
      const dim = (0.66 - 0.12 * knobs.gloom) * (1 - 0.15 * (sky.weights[i] ?? 0))
      const Y = luminance[i] ?? 0
      // A streak shows the bright surroundings, upside down: lighter than what is behind it, never pure white.
      const drop = 0.13 + 0.6 * Math.max(around[i] ?? 0, air * 0.6)
      const a = streaks[i] ?? 0
      const channel = (plane: Plane, blurred: Plane, tint: number) => {
        const wet = ((plane[i] ?? 0) * 0.45 + (blurred[i] ?? 0) * 0.55) * 0.68 + Y * 0.32
        const gloomy = wet * dim * tint * (1 - mist) + air * tint * mist
        return gloomy * (1 - 0.75 * a) + (drop * tint + gloomy * 0.4) * a
      }
      out.r[i] = channel(light.r, hazy.r, 0.93)
      out.g[i] = channel(light.g, hazy.g, 1)
      out.b[i] = channel(light.b, hazy.b, 1.1)
    }
    return settle(scene, rasterOfLight(out), 'flood')
  },
})
