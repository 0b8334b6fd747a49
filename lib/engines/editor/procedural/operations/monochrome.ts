import { grainPlane } from '@/lib/imaging/paint/noise'
import { toByte } from '@/lib/imaging/paint/planes'
import { createRaster } from '@/lib/imaging/raster'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'

export interface MonochromeTask {
  readonly kind: 'monochrome'
  /** What the instruction renders so; null is the whole picture. */
  readonly object: string | null
}

/** Black and white as film sees it: a colour filter in front of the lens, a curve, and grain strongest in the mid-tones. */
export const monochrome = defineOperation({
  describe: ({ object }: MonochromeTask) => `make ${object ?? 'it'} black and white`,
  needsRegion: ({ object }) => object !== null,
  ranges: { redFilter: [0.15, 0.55], contrast: [1.05, 1.45], grain: [0, 0.022] },
  paint: (scene, task, knobs, seed) => {
    if (task.object !== null) regionOf(scene, `render ${task.object} in another style`)
    const { width, height } = scene.anchor
    const { light } = scene
    const film = grainPlane(width, height, seed)
    const out = createRaster(width, height)
    const green = 0.9 - knobs.redFilter
    for (let i = 0; i < film.length; i += 1) {
      const seen = knobs.redFilter * (light.r[i] ?? 0) + green * (light.g[i] ?? 0) + 0.1 * (light.b[i] ?? 0)
      const v = toByte(seen) / 255
      const curved = v < 0.5 ? 0.5 * (2 * v) ** knobs.contrast : 1 - 0.5 * (2 - 2 * v) ** knobs.contrast
      const value = curved + knobs.grain * (film[i] ?? 0) * 4 * curved * (1 - curved) * 1.4
      out.data.fill(Math.min(255, Math.max(0, Math.round(value * 255))), i * 3, i * 3 + 3)
    }
    return settle(scene, out, 'outline')
  },
})
