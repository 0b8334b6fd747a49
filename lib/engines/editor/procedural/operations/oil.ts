import { blur } from '@/lib/imaging/paint/blur'
import { kuwahara } from '@/lib/imaging/paint/kuwahara'
import { grainPlane } from '@/lib/imaging/paint/noise'
import { copyLab, labOf, rasterOfLab } from '@/lib/imaging/paint/oklab'
import { smearAlong, structureOf } from '@/lib/imaging/paint/structure'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'

export interface OilTask {
  readonly kind: 'oil'
  /** What the instruction renders so; null is the whole picture. */
  readonly object: string | null
}

/** Dabs by an anisotropic Kuwahara filter, then the relief of the bristles, lit from the upper left. */
export const oil = defineOperation({
  describe: ({ object }: OilTask) => `paint ${object ?? 'it'} in oil`,
  needsRegion: ({ object }) => object !== null,
  ranges: { brush: [6, 9.5], relief: [0.8, 1.4], richness: [1.1, 1.3] },
  paint: (scene, task, knobs, seed) => {
    if (task.object !== null) regionOf(scene, `render ${task.object} in another style`)
    const { width, height } = scene.anchor
    const scale = Math.max(0.6, width / 512)
    const structure = structureOf(scene.lab.L, width, height, 3.2 * scale)
    const dabs = labOf(kuwahara(scene.anchor, structure, knobs.brush * scale))
    const bristles = smearAlong(
      blur(grainPlane(width, height, seed), width, height, 0.7 * scale),
      width,
      height,
      structure.angle,
      Math.round(9 * scale),
    )
    // Thick paint follows the dabs' lightness, bristles run through it.
    const surface = bristles.map((v, i) => v * 1.1 + (dabs.L[i] ?? 0) * 1.6)
    const out = copyLab(dabs)
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        const slope = (surface[i] ?? 0) - (surface[(x > 0 ? i - 1 : i) - (y > 0 ? width : 0)] ?? 0)
        const lift = Math.max(-0.08, Math.min(0.1, slope * 0.16 * knobs.relief))
        const L = dabs.L[i] ?? 0
        out.L[i] = Math.min(0.99, 0.5 + (L - 0.5) * 1.06 + lift * (0.35 + 0.65 * L))
        out.a[i] = (dabs.a[i] ?? 0) * knobs.richness
        out.b[i] = (dabs.b[i] ?? 0) * knobs.richness
      }
    }
    return settle(scene, rasterOfLab(out), 'outline')
  },
})
