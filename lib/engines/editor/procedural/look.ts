import { blur } from '@/lib/imaging/paint/blur'
import type { Lab } from '@/lib/imaging/paint/oklab'
import type { Plane } from '@/lib/imaging/paint/planes'

/** How the photograph was taken, as far as it shows: what is drawn into it has to look the same. */
export interface Look {
  /** Standard deviation of the grain, in OKLab lightness. */
  readonly grain: number
  /** Blur of the sharpest edges, a Gaussian's sigma in pixels. */
  readonly softness: number
  /** Unit vector towards the light: x right, y down, z to the viewer. */
  readonly toLight: readonly [number, number, number]
}

const percentile = (values: readonly number[] | Float32Array, share: number): number => {
  const sorted = Float32Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

const slopes = (plane: Plane, width: number, height: number): Float32Array => {
  const out: number[] = []
  for (let y = 1; y < height - 1; y += 2) {
    for (let x = 1; x < width - 1; x += 2) {
      const i = y * width + x
      const dx = (plane[i + 1] ?? 0) - (plane[i - 1] ?? 0)
      const dy = (plane[i + width] ?? 0) - (plane[i - width] ?? 0)
      out.push(Math.hypot(dx, dy))
    }
  }
  return Float32Array.from(out)
}

/** An edge of sigma s, blurred by t more, is √(s² + t²)/s times flatter; the ratio tells s. */
const softnessOf = (L: Plane, width: number, height: number): number => {
  const extra = 1.5
  const sharp = percentile(slopes(L, width, height), 0.995)
  const blurred = percentile(slopes(blur(L, width, height, extra), width, height), 0.995)
  const ratio = Math.max(1.05, sharp / Math.max(1e-4, blurred))
  return Math.min(2, Math.max(0.45, extra / Math.sqrt(ratio * ratio - 1) / 1.4))
}

/** Median of what a small blur takes away: edges are few, grain is everywhere. */
const grainOf = (L: Plane, width: number, height: number): number => {
  const smooth = blur(L, width, height, 1.2)
  const rest = L.map((v, i) => Math.abs(v - (smooth[i] ?? 0))).filter((_, i) => i % 3 === 0)
  return Math.min(0.03, 1.48 * percentile(rest, 0.4))
}

/** The way the broad brightness rises is a fair guess of where the light is; from above when the picture does not say. */
const toLightOf = (L: Plane, width: number, height: number): readonly [number, number, number] => {
  let gx = 0
  let gy = 0
  let mean = 0
  for (const v of L) mean += v / L.length
  for (let i = 0; i < L.length; i += 1) {
    const x = (i % width) / width - 0.5
    const y = Math.floor(i / width) / height - 0.5
    gx += ((L[i] ?? 0) - mean) * x
    gy += ((L[i] ?? 0) - mean) * y
  }
  const scale = 60 / L.length
  const x = Math.max(-0.7, Math.min(0.7, gx * scale || 0.3))
  const y = Math.max(-0.9, Math.min(-0.25, -0.6 + gy * scale * 0.5))
  const side = Math.abs(x) < 0.25 ? (x < 0 ? -0.25 : 0.25) : x
  const length = Math.hypot(side, y, 0.75)
  return [side / length, y / length, 0.75 / length]
}

export const lookOf = ({ L, width, height }: Lab): Look => ({
  grain: grainOf(L, width, height),
  softness: softnessOf(L, width, height),
  toLight: toLightOf(L, width, height),
})
