import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import { noiseAt } from '@/lib/imaging/paint/noise'
import { hashAt } from '@/lib/imaging/paint/random'
import { createRaster } from '@/lib/imaging/raster'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'

export interface PencilTask {
  readonly kind: 'pencil'
  /** What the instruction renders so; null is the whole picture. */
  readonly object: string | null
}

/** Noise stretched along one direction: the streaks of a pencil held at `angle`. */
const hatchAt = (x: number, y: number, angle: number, pitch: number, seed: number): number => {
  const along = x * Math.cos(angle) + y * Math.sin(angle)
  const across = -x * Math.sin(angle) + y * Math.cos(angle)
  return (
    0.65 * noiseAt(along / 34, across / pitch, seed) +
    0.35 * noiseAt(along / 11, across / (pitch * 0.6), seed + 1)
  )
}

export const pencil = defineOperation({
  describe: ({ object }: PencilTask) => `draw ${object ?? 'it'} in pencil`,
  needsRegion: ({ object }) => object !== null,
  ranges: { hatchAngle: [-1.1, -0.45], lineWeight: [0.8, 1.25], tone: [0.75, 1.1], paperWarmth: [0, 1] },
  paint: (scene, task, knobs, seed) => {
    if (task.object !== null) regionOf(scene, `render ${task.object} in another style`)
    const { width, height } = scene.anchor
    const scale = Math.max(0.7, width / 512)
    const L = blur(scene.lab.L, width, height, 0.7)
    const near = blur(L, width, height, 1.1 * scale)
    const wide = blur(L, width, height, 4.5 * scale)
    const sorted = L.filter((_, i) => i % 5 === 0).sort()
    const low = sorted[Math.floor(sorted.length * 0.02)] ?? 0
    const high = Math.max(low + 0.15, sorted[Math.floor(sorted.length * 0.98)] ?? 1)
    const out = createRaster(width, height)
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        // Lines where a pixel is darker than its surroundings: difference of Gaussians with a soft threshold.
        const edge = (near[i] ?? 0) * 1.35 - (wide[i] ?? 0) * 1.35
        const line = smoothstep(-0.004, -0.07 / knobs.lineWeight, edge)
        const grain = noiseAt(x / 1.6, y / 1.6, seed + 5) * 0.6 + hashAt(x, y, seed + 6) * 0.4
        const dark =
          1 - Math.min(1, Math.max(0, ((wide[i] ?? 0) * 0.45 + (L[i] ?? 0) * 0.55 - low) / (high - low)))
        const strokes = hatchAt(x, y, knobs.hatchAngle, 1.7 * scale, seed)
        const crossing = hatchAt(x, y, knobs.hatchAngle + 1.15, 1.9 * scale, seed + 3)
        const shaded =
          smoothstep(0.75 - 0.62 * dark, 1.05 - 0.62 * dark, strokes) * smoothstep(0.08, 0.35, dark)
        const crossed =
          smoothstep(0.95 - 0.6 * dark, 1.25 - 0.6 * dark, crossing) * smoothstep(0.5, 0.8, dark)
        const wash = 0.3 * dark ** 1.3
        const lead = (shaded * 0.42 + crossed * 0.34 + wash) * knobs.tone
        const tooth = 0.72 + 0.42 * grain
        const ink = 1 - (1 - Math.min(0.9, lead * tooth)) * (1 - line * (0.6 + 0.3 * grain))
        const paper = 0.965 + 0.018 * (grain - 0.5)
        const value = paper - ink * 0.8
        out.data[i * 3] = 255 * (value + 0.004 * knobs.paperWarmth)
        out.data[i * 3 + 1] = 255 * (value - 0.004 * knobs.paperWarmth)
        out.data[i * 3 + 2] = 255 * (value - 0.03 * knobs.paperWarmth + 0.012 * ink)
      }
    }
    return settle(scene, out, 'outline')
  },
})
