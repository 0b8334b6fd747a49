import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import { kuwahara } from '@/lib/imaging/paint/kuwahara'
import { copyLab, type Lab, type LabColour, labOf, rasterOfLab } from '@/lib/imaging/paint/oklab'
import { createRandom } from '@/lib/imaging/paint/random'
import { structureOf } from '@/lib/imaging/paint/structure'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'

export interface PosterTask {
  readonly kind: 'poster'
  /** What the instruction renders so; null is the whole picture. */
  readonly object: string | null
}

const nearest = (
  inks: readonly LabColour[],
  L: number,
  a: number,
  b: number,
): readonly [number, number, number, number] => {
  let [best, second, bestAt, secondAt] = [Infinity, Infinity, 0, 0]
  for (let k = 0; k < inks.length; k += 1) {
    const ink = inks[k]
    if (!ink) continue
    const d = (ink.L - L) ** 2 + 1.6 * ((ink.a - a) ** 2 + (ink.b - b) ** 2)
    if (d < best) {
      ;[second, secondAt] = [best, bestAt]
      ;[best, bestAt] = [d, k]
    } else if (d < second) [second, secondAt] = [d, k]
  }
  return [bestAt, secondAt, best, second]
}

/** The inks of the print: k-means in OKLab over a sample of the picture, started k-means++-wise from the seed. */
const inksOf = (lab: Lab, count: number, seed: number): readonly LabColour[] => {
  const random = createRandom(seed)
  const points: LabColour[] = []
  for (let i = 0; i < lab.L.length; i += 61) {
    points.push({ L: lab.L[i] ?? 0, a: lab.a[i] ?? 0, b: lab.b[i] ?? 0 })
  }
  let inks: LabColour[] = [points[Math.floor(random.next() * points.length)] as LabColour]
  while (inks.length < count) {
    const far = points.map((p) => nearest(inks, p.L, p.a, p.b)[2])
    let pick = random.next() * far.reduce((sum, d) => sum + d, 0)
    const at = far.findIndex((d) => {
      pick -= d
      return pick <= 0
    })
    inks.push(points[Math.max(0, at)] as LabColour)
  }
  for (let round = 0; round < 12; round += 1) {
    const sums = inks.map(() => ({ L: 0, a: 0, b: 0, n: 0 }))
    for (const p of points) {
      const sum = sums[nearest(inks, p.L, p.a, p.b)[0]]
      if (!sum) continue
      sum.L += p.L
      sum.a += p.a
      sum.b += p.b
      sum.n += 1
    }
    inks = inks.map((ink, k) => {
      const sum = sums[k]
      return sum && sum.n > 0 ? { L: sum.L / sum.n, a: sum.a / sum.n, b: sum.b / sum.n } : ink
    })
  }
  return inks
}

/** A screen print: few flat inks with clean outlines, more vivid than the scene. */
export const poster = defineOperation({
  describe: ({ object }: PosterTask) => `print ${object ?? 'it'} as a poster of few flat colours`,
  needsRegion: ({ object }) => object !== null,
  ranges: { inks: [5, 9], vividness: [1.25, 1.6], outline: [0, 0.9] },
  paint: (scene, task, knobs, seed) => {
    if (task.object !== null) regionOf(scene, `render ${task.object} in another style`)
    const { width, height } = scene.anchor
    const scale = Math.max(0.6, width / 512)
    const structure = structureOf(scene.lab.L, width, height, 3 * scale)
    const flat = labOf(kuwahara(scene.anchor, structure, 5 * scale))
    const inks = inksOf(flat, Math.round(knobs.inks), seed)
    const fine = blur(flat.L, width, height, 0.8 * scale)
    const coarse = blur(flat.L, width, height, 2 * scale)
    const out = copyLab(flat)
    for (let i = 0; i < flat.L.length; i += 1) {
      const [first, second, d1, d2] = nearest(inks, flat.L[i] ?? 0, flat.a[i] ?? 0, flat.b[i] ?? 0)
      // Half of each ink on the border between two, so that it is a clean line and not a staircase.
      const mix = 0.5 * smoothstep(0.012, 0, Math.sqrt(d2) - Math.sqrt(d1))
      const [p, q] = [inks[first], inks[second]]
      if (!p || !q) continue
      const line = knobs.outline * smoothstep(-0.012, -0.05, (fine[i] ?? 0) - (coarse[i] ?? 0))
      const L = p.L * (1 - mix) + q.L * mix
      out.L[i] = Math.min(0.98, Math.max(0.05, 0.52 + (L - 0.52) * 1.15)) * (1 - line) + 0.12 * line
      out.a[i] = (p.a * (1 - mix) + q.a * mix) * knobs.vividness * (1 - line)
      out.b[i] = (p.b * (1 - mix) + q.b * mix) * knobs.vividness * (1 - line)
    }
    return settle(scene, rasterOfLab(out), 'outline')
  },
})
