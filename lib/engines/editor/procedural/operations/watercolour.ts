import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import { kuwahara } from '@/lib/imaging/paint/kuwahara'
import { fractalPlane } from '@/lib/imaging/paint/noise'
import { copyLab, labOf, rasterOfLab } from '@/lib/imaging/paint/oklab'
import { sample } from '@/lib/imaging/paint/resample'
import { structureOf } from '@/lib/imaging/paint/structure'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'

export interface WatercolourTask {
  readonly kind: 'watercolour'
  /** What the instruction renders so; null is the whole picture. */
  readonly object: string | null
}

/** Washes with wandering outlines, pigment that pools at their edges, granulation, and the paper's rim left bare. */
export const watercolour = defineOperation({
  describe: ({ object }: WatercolourTask) => `paint ${object ?? 'it'} in watercolour`,
  needsRegion: ({ object }) => object !== null,
  ranges: { wash: [6, 9], wander: [1.6, 3], pooling: [0.7, 1.2], lightness: [0.05, 0.14], rim: [0.02, 0.05] },
  paint: (scene, task, knobs, seed) => {
    if (task.object !== null) regionOf(scene, `render ${task.object} in another style`)
    const { width, height } = scene.anchor
    const scale = Math.max(0.6, width / 512)
    const structure = structureOf(scene.lab.L, width, height, 4 * scale)
    const washes = labOf(kuwahara(scene.anchor, structure, knobs.wash * scale))
    const wave = (n: number) =>
      fractalPlane(width, height, { cellX: 16 * scale, cellY: 16 * scale, octaves: 3, seed: seed + n })
    const [waveX, waveY] = [wave(1), wave(2)]
    const clouds = fractalPlane(width, height, {
      cellX: width / 5,
      cellY: width / 5,
      octaves: 4,
      seed: seed + 3,
    })
    const paper = fractalPlane(width, height, {
      cellX: 3.4 * scale,
      cellY: 3.4 * scale,
      octaves: 3,
      seed: seed + 4,
    })
    const moved = copyLab(washes)
    const shift = knobs.wander * 4 * scale
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        const px = x + ((waveX[i] ?? 0) - 0.5) * shift
        const py = y + ((waveY[i] ?? 0) - 0.5) * shift
        moved.L[i] = sample(washes.L, width, height, px, py)
        moved.a[i] = sample(washes.a, width, height, px, py)
        moved.b[i] = sample(washes.b, width, height, px, py)
      }
    }
    const broad = blur(moved.L, width, height, 3.2 * scale)
    const out = copyLab(moved)
    const rim = knobs.rim * width
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        const L = moved.L[i] ?? 0
        const pool = Math.min(0.09, Math.abs(L - (broad[i] ?? 0)) * 0.7) * knobs.pooling
        const cloud = ((clouds[i] ?? 0) - 0.5) * 0.16
        const tooth = ((paper[i] ?? 0) - 0.5) * 0.09
        // Transparent pigment: everything is lighter than the scene, and the darks are never black.
        const thin = 0.2 + L * 0.8 + knobs.lightness * (1 - L)
        const tinted = thin - pool + cloud * (1 - L) * 0.8 + tooth * (0.35 + (1 - L))
        const border = Math.min(x, y, width - 1 - x, height - 1 - y)
        const ragged = border - rim * (0.35 + 1.5 * (clouds[i] ?? 0)) - 5 * ((paper[i] ?? 0) - 0.5)
        const wet = scene.region ? 1 : smoothstep(0, 2.5 * scale, ragged)
        const pigment = wet * (1 + 1.2 * cloud)
        const edge = scene.region ? 0 : 0.06 * Math.exp(-Math.max(0, ragged) / (3 * scale)) * wet
        const white = 0.965 + tooth * 0.25
        out.L[i] = white + (Math.min(white, tinted) - edge - white) * wet
        out.a[i] = (moved.a[i] ?? 0) * 1.12 * pigment
        out.b[i] = (moved.b[i] ?? 0) * 1.12 * pigment + 0.012 * (1 - wet)
      }
    }
    return settle(scene, rasterOfLab(out), 'outline')
  },
})
