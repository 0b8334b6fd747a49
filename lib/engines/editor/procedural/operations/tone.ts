import { copyLab, type Lab, rasterOfLab } from '@/lib/imaging/paint/oklab'
import type { Light } from '@/lib/imaging/paint/planes'
import { copyLight, rasterOfLight } from '@/lib/imaging/paint/planes'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'

export type ToneName = 'warmer' | 'cooler' | 'brighter' | 'darker'

export interface ToneTask {
  readonly kind: 'tone'
  readonly tone: ToneName
  readonly object: string | null
}

/** White balance: gains per channel that leave the luminance of grey alone. */
const balance = (light: Light, red: number, green: number, blue: number): Light => {
  const out = copyLight(light)
  const level = 1 / (0.2126 * red + 0.7152 * green + 0.0722 * blue)
  for (let i = 0; i < out.r.length; i += 1) {
    out.r[i] = (light.r[i] ?? 0) * red * level
    out.g[i] = (light.g[i] ?? 0) * green * level
    out.b[i] = (light.b[i] ?? 0) * blue * level
  }
  return out
}

/** A curve of lightness that keeps black and white; chroma follows lightness, as it does when the light itself changes. */
const expose = (lab: Lab, curve: (L: number) => number): Lab => {
  const out = copyLab(lab)
  for (let i = 0; i < out.L.length; i += 1) {
    const before = lab.L[i] ?? 0
    const after = curve(before)
    const scale = before > 0.02 ? Math.min(1.5, after / before) ** 0.85 : 1
    out.L[i] = after
    out.a[i] = (lab.a[i] ?? 0) * scale
    out.b[i] = (lab.b[i] ?? 0) * scale
  }
  return out
}

export const tone = defineOperation({
  describe: ({ tone: name, object }: ToneTask) => `make ${object ?? 'the whole picture'} ${name}`,
  needsRegion: ({ object }) => object !== null,
  ranges: { strength: [0.75, 1.3], tint: [-0.04, 0.04] },
  paint: (scene, task, { strength, tint }) => {
    if (task.object !== null) regionOf(scene, `make ${task.object} ${task.tone}`)
    const s = strength
    const painted = {
      warmer: () => rasterOfLight(balance(scene.light, 1 + 0.3 * s, 1 + 0.06 * s + tint, 1 - 0.34 * s)),
      cooler: () => rasterOfLight(balance(scene.light, 1 - 0.26 * s, 1 - 0.02 * s + tint, 1 + 0.42 * s)),
      brighter: () => rasterOfLab(expose(scene.lab, (L) => 1 - (1 - L) ** (1 + 0.55 * s) * (1 - 0.02 * L))),
      darker: () => rasterOfLab(expose(scene.lab, (L) => L ** (1 + 0.35 * s) * (1 - 0.2 * s))),
    }
    return settle(scene, painted[task.tone](), 'outline')
  },
})
