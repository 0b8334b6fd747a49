import { copyLab, type Lab, rasterOfLab } from '@/lib/imaging/paint/oklab'
import type { Plane } from '@/lib/imaging/paint/planes'
import { defineOperation } from '../operation'
import { reachOf, regionOf, settle } from '../scene'
import type { Colour } from '../words/colours'

export interface RecolourTask {
  readonly kind: 'recolour'
  /** What the instruction colours; null is the whole picture. */
  readonly object: string | null
  readonly colour: Colour
}

/** Least correlation of lightness before and after; the shift towards the target's lightness yields to it. */
const leastCorrelation = 0.97

const median = (values: Float32Array): number => {
  const sorted = values.slice().sort()
  return sorted[sorted.length >> 1] ?? 0
}

const correlation = (p: Float32Array, q: Float32Array): number => {
  let [sp, sq, spp, sqq, spq] = [0, 0, 0, 0, 0]
  for (let i = 0; i < p.length; i += 1) {
    const [x, y] = [p[i] ?? 0, q[i] ?? 0]
    sp += x
    sq += y
    spp += x * x
    sqq += y * y
    spq += x * y
  }
  const n = p.length
  const spread = Math.sqrt(Math.max(0, (spp - (sp * sp) / n) * (sqq - (sq * sq) / n)))
  return spread < 1e-9 ? 1 : (spq - (sp * sq) / n) / spread
}

interface Dye {
  readonly L: number
  readonly a: number
  readonly b: number
}

/**
 * Dyes the pixels `inside`. Diffuse shading scales colour and lightness alike, so what a surface keeps is its saturation
 * (chroma / lightness): every pixel gets the dye's saturation in the measure in which it had its own material's, and
 * white trims and specular highlights, which had none, stay as they are. Lightness moves by one straight line.
 */
const dye = (lab: Lab, inside: Int32Array, edge: Plane | null, target: Dye, strength: number): Lab => {
  const out = copyLab(lab)
  const lights = Float32Array.from(inside, (i) => lab.L[i] ?? 0)
  const saturations = Float32Array.from(
    inside,
    (i) => Math.hypot(lab.a[i] ?? 0, lab.b[i] ?? 0) / Math.max(0.08, lab.L[i] ?? 0),
  )
  const ownLight = Math.max(0.05, median(lights))
  const own = median(saturations)
  const sorted = lights.slice().sort()
  const bright = sorted[Math.floor(sorted.length * 0.98)] ?? ownLight
  const neutral = Math.hypot(target.a, target.b) < 0.04
  const isColoured = own > 0.07
  const share = saturations.map((s) => (isColoured ? Math.min(1, (s / own) ** 0.75) : 1))
  const saturation = Math.hypot(target.a, target.b) / Math.max(0.2, target.L)
  const hue = Math.atan2(target.b, target.a)
  // Yellow in the shade looks olive at the same hue; eyes expect it to turn to amber.
  const yellow = Math.max(0, 1 - Math.abs(hue - 1.5) / 0.35)
  const pull = neutral ? 0.86 : 0.62
  const paint = (reach: number): Float32Array => {
    const goal = ownLight + (target.L - ownLight) * pull * reach * strength
    const slope = Math.min(
      goal / ownLight,
      bright > ownLight + 0.02 ? (0.985 - goal) / (bright - ownLight) : 9,
    )
    return lights.map((L, n) => {
      const moved = Math.min(0.995, Math.max(0.01, goal + Math.min(slope, 1.6) * (L - ownLight)))
      return L + (moved - L) * (share[n] ?? 1)
    })
  }
  let reach = 1
  let painted = paint(reach)
  // Judged as it will be seen: with the edge of the region fading back to what was there.
  const seen = () =>
    painted.map((L, n) => (lights[n] ?? 0) + (L - (lights[n] ?? 0)) * (edge?.[inside[n] ?? 0] ?? 1))
  while (reach > 0.05 && correlation(lights, seen()) < leastCorrelation) {
    reach *= 0.75
    painted = paint(reach)
  }
  for (let n = 0; n < inside.length; n += 1) {
    const i = inside[n] ?? 0
    const L = painted[n] ?? 0
    const s = share[n] ?? 1
    const variation = isColoured ? Math.min(1.3, Math.max(0.7, (saturations[n] ?? 0) / own)) ** 0.5 : 1
    const glint = Math.max(0, Math.min(1, (L - 0.9) / 0.1))
    // Above the dye's own lightness the light adds white rather than colour.
    const lit = L <= target.L ? L : target.L + 0.35 * (L - target.L)
    const chroma = saturation * lit * (variation * s) * (1 - 0.6 * glint)
    const angle = hue - yellow * 0.4 * Math.max(0, 1 - L / target.L)
    const keep = (1 - s) * (neutral ? 0.35 : 1)
    out.L[i] = L
    out.a[i] = Math.cos(angle) * chroma * strength + (lab.a[i] ?? 0) * (keep + (1 - keep) * (1 - strength))
    out.b[i] = Math.sin(angle) * chroma * strength + (lab.b[i] ?? 0) * (keep + (1 - keep) * (1 - strength))
  }
  return out
}

export const recolour = defineOperation({
  describe: ({ object, colour }: RecolourTask) =>
    `recolour ${object ?? 'the whole picture'} to ${colour.name}`,
  needsRegion: ({ object }) => object !== null,
  ranges: {
    strength: [0.88, 1],
    hueTurn: [-0.09, 0.09],
    chromaScale: [0.82, 1.12],
    lightnessShift: [-0.05, 0.05],
  },
  paint: (scene, task, knobs) => {
    if (task.object !== null) regionOf(scene, `recolour ${task.object}`)
    const mask = scene.region?.fine.data
    const inside = Int32Array.from(scene.lab.L.keys()).filter((i) => !mask || (mask[i] ?? 0) >= 128)
    const edge = reachOf(scene.region, 'outline').weights
    const { L, a, b } = task.colour.lab
    const chroma = Math.hypot(a, b) * knobs.chromaScale
    const hue = Math.atan2(b, a) + knobs.hueTurn
    const target = { L: L + knobs.lightnessShift, a: Math.cos(hue) * chroma, b: Math.sin(hue) * chroma }
    return settle(scene, rasterOfLab(dye(scene.lab, inside, edge, target, knobs.strength)), 'outline')
  },
})
