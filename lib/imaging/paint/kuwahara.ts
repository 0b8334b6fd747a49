import type { Raster } from '@/lib/imaging/raster'
import { createRaster } from '@/lib/imaging/raster'
import { blur } from './blur'
import type { Structure } from './structure'

const sectors = 8
const rings = [
  { reach: 0.4, turns: [0] },
  { reach: 0.75, turns: [-0.2, 0.2] },
  { reach: 1, turns: [-0.27, 0, 0.27] },
]

/** Offsets of one sector after another on the unit disc; every sector has the same number of samples. */
const samples = Array.from({ length: sectors }, (_, k) =>
  rings.flatMap(({ reach, turns }) =>
    turns.map((turn) => {
      const angle = (k * 2 * Math.PI) / sectors + turn
      return [Math.cos(angle) * reach, Math.sin(angle) * reach] as const
    }),
  ),
)
const perSector = rings.reduce((n, ring) => n + ring.turns.length, 0)
const offsets = Float32Array.from(samples.flat(2))

/**
 * Anisotropic Kuwahara filter (Kyprianidis, Kang and Döllner, 2009), with the sectors sampled instead of summed:
 * every pixel takes the mean of its calmest sectors, the disc being an ellipse along the structure. `radius` in pixels;
 * `sharpness` 2 (soft) – 8 (hard edges between dabs).
 */
export const kuwahara = (
  picture: Raster,
  structure: Structure,
  radius: number,
  sharpness: number,
): Raster => {
  const { width, height } = picture
  const source = [0, 1, 2].map((c) =>
    blur(
      Float32Array.from({ length: width * height }, (_, i) => picture.data[i * 3 + c] ?? 0),
      width,
      height,
      radius / 9,
    ),
  )
  const [red, green, blue] = source as [Float32Array, Float32Array, Float32Array]
  const out = createRaster(width, height)
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      const stretch = 1 + 0.9 * (structure.strength[i] ?? 0)
      const cos = Math.cos(structure.angle[i] ?? 0)
      const sin = Math.sin(structure.angle[i] ?? 0)
      const major = radius * stretch
      const minor = radius / stretch
      let weights = 0
      let r = 0
      let g = 0
      let b = 0
      for (let k = 0, o = 0; k < sectors; k += 1) {
        let sr = red[i] ?? 0
        let sg = green[i] ?? 0
        let sb = blue[i] ?? 0
        let squares = sr * sr + sg * sg + sb * sb
        for (let n = 0; n < perSector; n += 1, o += 2) {
          const u = (offsets[o] ?? 0) * major
          const v = (offsets[o + 1] ?? 0) * minor
          const px = Math.min(width - 1, Math.max(0, Math.round(x + u * cos - v * sin)))
          const py = Math.min(height - 1, Math.max(0, Math.round(y + u * sin + v * cos)))
          const j = py * width + px
          const vr = red[j] ?? 0
          const vg = green[j] ?? 0
          const vb = blue[j] ?? 0
          sr += vr
          sg += vg
          sb += vb
          squares += vr * vr + vg * vg + vb * vb
        }
        const count = perSector + 1
        const mean = (sr * sr + sg * sg + sb * sb) / count
        const variance = Math.max(0, squares - mean) / count
        const weight = 1 / (1e-6 + (0.04 * Math.sqrt(variance) + 0.08) ** sharpness)
        weights += weight
        r += (weight * sr) / count
        g += (weight * sg) / count
        b += (weight * sb) / count
      }
      out.data[i * 3] = r / weights
      out.data[i * 3 + 1] = g / weights
      out.data[i * 3 + 2] = b / weights
    }
  }
  return out
}
