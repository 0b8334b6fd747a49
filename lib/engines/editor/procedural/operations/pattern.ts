import { smoothstep } from '@/lib/imaging/paint/compose'
import { noiseAt } from '@/lib/imaging/paint/noise'
import { copyLab, rasterOfLab } from '@/lib/imaging/paint/oklab'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'
import type { Colour } from '../words/colours'

export type PatternName = 'stripes' | 'dots' | 'checks'

export interface PatternTask {
  readonly kind: 'pattern'
  readonly object: string | null
  readonly pattern: PatternName
  readonly colour: Colour
}

/** Coverage 0–1 at (u, v), one unit a repeat; `soft` is half a pixel in the same units. */
const coverageAt: Readonly<Record<PatternName, (u: number, v: number, soft: number) => number>> = {
  stripes: (u, _v, soft) => {
    const t = Math.abs(u - Math.round(u))
    return smoothstep(0.22 + soft, 0.22 - soft, t)
  },
  dots: (u, v, soft) => {
    const row = Math.round(v)
    const shifted = u + (row % 2 === 0 ? 0 : 0.5)
    const away = Math.hypot(shifted - Math.round(shifted), v - row)
    return smoothstep(0.29 + soft, 0.29 - soft, away)
  },
  checks: (u, v, soft) => {
    const band = (t: number) => smoothstep(0.25 + soft, 0.25 - soft, Math.abs(t - Math.round(t)))
    return (band(u) + band(v)) / 2
  },
}

/** Dyes a pattern into a surface: its colour where the pattern is, under the light that falls there now. */
export const pattern = defineOperation({
  describe: ({ object, pattern: name, colour }: PatternTask) =>
    `${colour.name} ${name} on ${object ?? 'the region'}`,
  needsRegion: () => true,
  ranges: { repeats: [6, 10], turn: [-0.35, 0.35], strength: [0.85, 0.96], bend: [0.1, 0.4] },
  paint: (scene, task, knobs, seed) => {
    const { width } = scene.anchor
    const mask = regionOf(scene, `pattern ${task.object ?? 'it'}`).fine.data
    const inside = Array.from(mask.keys()).filter((i) => (mask[i] ?? 0) >= 128)
    const xs = inside.map((i) => i % width)
    const span = Math.max(
      24,
      xs.reduce((m, x) => Math.max(m, x), 0) - xs.reduce((m, x) => Math.min(m, x), width),
    )
    const cell = span / knobs.repeats
    const lights = Float32Array.from(inside, (i) => scene.lab.L[i] ?? 0).sort()
    const usual = Math.max(0.12, lights[Math.floor(lights.length * 0.6)] ?? 0.5)
    const [cos, sin] = [Math.cos(knobs.turn), Math.sin(knobs.turn)]
    const out = copyLab(scene.lab)
    for (const i of inside) {
      const x = i % width
      const y = Math.floor(i / width)
      const wave = (noiseAt(x / (span * 0.4), y / (span * 0.4), seed) - 0.5) * knobs.bend * cell * 2
      const u = (x * cos + y * sin + wave) / cell
      const v = (-x * sin + y * cos + wave) / cell
      const L = scene.lab.L[i] ?? 0
      const dye = task.colour.lab
      const cover = coverageAt[task.pattern](u, v, 0.7 / cell) * knobs.strength
      const glint = smoothstep(0.86, 0.99, L)
      // Half the step to the dye's own lightness, then the surface's shading.
      const lit = Math.min(0.97, Math.max(0.03, (dye.L * 0.75 + usual * 0.25) * (L / usual) ** 0.9))
      const w = cover * (1 - 0.7 * glint)
      const chroma = Math.min(1.15, lit / Math.max(0.15, dye.L))
      out.L[i] = L * (1 - w) + lit * w
      out.a[i] = (scene.lab.a[i] ?? 0) * (1 - w) + dye.a * chroma * w
      out.b[i] = (scene.lab.b[i] ?? 0) * (1 - w) + dye.b * chroma * w
    }
    return settle(scene, rasterOfLab(out), 'outline')
  },
})
