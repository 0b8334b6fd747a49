import { smoothstep } from '@/lib/imaging/paint/compose'
import { fractalPlane } from '@/lib/imaging/paint/noise'
import { copyLab, rasterOfLab } from '@/lib/imaging/paint/oklab'
import { defineOperation } from '../operation'
import { settle } from '../scene'

export interface AutumnTask {
  readonly kind: 'autumn'
}

/** Greens turn to reds, oranges and yellows, patch by patch; everything else takes the low golden light of the season. */
export const autumn = defineOperation({
  describe: (_: AutumnTask) => 'turn the season to autumn',
  needsRegion: () => false,
  ranges: { redness: [0.3, 0.75], gold: [0.018, 0.04], richness: [1.05, 1.25] },
  paint: (scene, _task, knobs, seed) => {
    const { width, height } = scene.anchor
    const patches = fractalPlane(width, height, { cellX: width / 9, cellY: width / 9, octaves: 4, seed })
    const out = copyLab(scene.lab)
    for (let i = 0; i < out.L.length; i += 1) {
      const [L, a, b] = [scene.lab.L[i] ?? 0, scene.lab.a[i] ?? 0, scene.lab.b[i] ?? 0]
      const hue = Math.atan2(b, a)
      const chroma = Math.hypot(a, b)
      // Leaves: from yellow-green (1.75 rad) to green (2.7 rad).
      const leaf = smoothstep(1.62, 1.85, hue) * smoothstep(3, 2.6, hue) * smoothstep(0.015, 0.05, chroma)
      const turned = 1.5 - (0.35 + 0.75 * knobs.redness) * (0.35 + 1.1 * (patches[i] ?? 0))
      const vivid = chroma * (1 + 0.45 * leaf) * knobs.richness
      const angle = hue * (1 - leaf) + turned * leaf
      out.L[i] = Math.min(0.985, L * (1 + 0.05 * leaf))
      out.a[i] = Math.cos(angle) * vivid + knobs.gold * 0.35 * smoothstep(0, 0.4, L)
      out.b[i] =
        Math.sin(angle) * vivid + knobs.gold * smoothstep(0, 0.4, L) * (1 - 0.5 * (scene.sky.weights[i] ?? 0))
    }
    return settle(scene, rasterOfLab(out), 'outline')
  },
})
