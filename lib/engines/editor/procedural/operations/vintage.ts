import { blurLight } from '@/lib/imaging/paint/blur'
import { grainPlane } from '@/lib/imaging/paint/noise'
import { luminanceOf, toByte } from '@/lib/imaging/paint/planes'
import { createRaster } from '@/lib/imaging/raster'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'

export interface VintageTask {
  readonly kind: 'vintage'
  /** What the instruction renders so; null is the whole picture. */
  readonly object: string | null
}

/** An old print: faded blacks, yellowed whites, drained colour, halation, vignette and grain. */
export const vintage = defineOperation({
  describe: ({ object }: VintageTask) => `age ${object ?? 'it'} to a vintage photograph`,
  needsRegion: ({ object }) => object !== null,
  ranges: { fade: [0.06, 0.13], sepia: [0.35, 0.85], vignette: [0.25, 0.5], grain: [0.014, 0.028] },
  paint: (scene, task, knobs, seed) => {
    if (task.object !== null) regionOf(scene, `render ${task.object} in another style`)
    const { width, height } = scene.anchor
    const halo = blurLight(scene.light, width / 60)
    const Y = luminanceOf(scene.light)
    const film = grainPlane(width, height, seed)
    const out = createRaster(width, height)
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        const off = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
        const corner = 1 - knobs.vignette * off * off * 1.6 - knobs.vignette * off * 0.35
        const noise = knobs.grain * (film[i] ?? 0)
        const channel = (c: 0 | 1 | 2) => {
          const sharp = [scene.light.r, scene.light.g, scene.light.b][c]?.[i] ?? 0
          const soft = [halo.r, halo.g, halo.b][c]?.[i] ?? 0
          const sepia = (Y[i] ?? 0) * ([1.2, 0.98, 0.7] as const)[c]
          const mixed = (sharp * 0.88 + soft * 0.12) * (1 - knobs.sepia) + sepia * knobs.sepia
          const v = toByte(mixed * corner) / 255
          const faded =
            ([1, 0.9, 0.8] as const)[c] * knobs.fade + v * (([0.97, 0.94, 0.84] as const)[c] - knobs.fade)
          return 255 * (faded + noise)
        }
        out.data[i * 3] = channel(0)
        out.data[i * 3 + 1] = channel(1)
        out.data[i * 3 + 2] = channel(2)
      }
    }
    return settle(scene, out, 'outline')
  },
})
