import { blurLight } from '@/lib/imaging/paint/blur'
import { fractalAt } from '@/lib/imaging/paint/noise'
import { createLight, luminanceOf, rasterOfLight } from '@/lib/imaging/paint/planes'
import { airOf, distanceOf } from '../depth'
import { defineOperation } from '../operation'
import { settle } from '../scene'

export interface FogTask {
  readonly kind: 'fog'
}

/** Koschmieder's law: light from distance d arrives as e^(−βd), the rest is the light of the air itself. */
export const fog = defineOperation({
  describe: (_: FogTask) => 'fill the air with fog',
  needsRegion: () => false,
  ranges: { density: [0.75, 1.45], drift: [0.35, 0.75], coolness: [0, 0.08] },
  paint: (scene, _task, knobs, seed) => {
    const { light } = scene
    const { width, height } = scene.anchor
    const scattered = blurLight(light, width / 110)
    const distance = distanceOf(scene)
    const air = airOf(luminanceOf(light))
    const out = createLight(width, height)
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        const bank = fractalAt((x / width) * 2.6, (y / height) * 6.5, 4, seed)
        const density = knobs.density * (1 - knobs.drift + 2 * knobs.drift * bank)
        const through = Math.exp(-density * (distance[i] ?? 0))
        const soft = 1 - through
        const brighter = air * (0.94 + 0.12 * bank)
        const channel = (plane: Float32Array, blurred: Float32Array, tint: number) =>
          ((plane[i] ?? 0) * (1 - soft * 0.8) + (blurred[i] ?? 0) * soft * 0.8) * through +
          brighter * tint * (1 - through)
        out.r[i] = channel(light.r, scattered.r, 1 - knobs.coolness)
        out.g[i] = channel(light.g, scattered.g, 1)
        out.b[i] = channel(light.b, scattered.b, 1 + knobs.coolness)
      }
    }
    return settle(scene, rasterOfLight(out), 'flood')
  },
})
