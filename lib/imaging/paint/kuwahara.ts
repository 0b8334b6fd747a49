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

/** A copy with `pad` pixels of repeated edge all round, blurred a little so that sparse samples see every pixel. */
const paddedPlanes = (picture: Raster, pad: number, sigma: number): readonly Float32Array[] => {
  const { width, height, data } = picture
  const wide = width + 2 * pad
  const high = height + 2 * pad
  return [0, 1, 2].map((c) => {
    const plane = new Float32Array(wide * high)
    for (let y = 0, i = 0; y < high; y += 1) {
      const row = Math.min(height - 1, Math.max(0, y - pad)) * width
      for (let x = 0; x < wide; x += 1, i += 1) {
        plane[i] = data[(row + Math.min(width - 1, Math.max(0, x - pad))) * 3 + c] ?? 0
      }
    }
    return blur(plane, wide, high, sigma)
  })
}

/**
 * Anisotropic Kuwahara filter (Kyprianidis, Kang and Döllner, 2009), with the sectors sampled instead of summed: every
 * pixel takes the mean of its calmest sectors, the disc being an ellipse along the structure. `radius` in pixels.
 */
export const kuwahara = (picture: Raster, structure: Structure, radius: number): Raster => {
  const { width, height } = picture
  const pad = Math.ceil(radius * 1.9) + 2
  const wide = width + 2 * pad
  const [red, green, blue] = paddedPlanes(picture, pad, radius / 9) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const out = createRaster(width, height)
  const count = perSector + 1
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      const stretch = 1 + 0.9 * (structure.strength[i] ?? 0)
      const cos = Math.cos(structure.angle[i] ?? 0)
      const sin = Math.sin(structure.angle[i] ?? 0)
      const major = radius * stretch
      const minor = radius / stretch
      const [xu, xv, yu, yv] = [cos * major, -sin * minor, sin * major, cos * minor]
      // Half a pixel more, so that cutting the fraction off rounds.
      const cx = x + pad + 0.5
      const cy = y + pad + 0.5
      const centre = (y + pad) * wide + x + pad
      let weights = 0
      let r = 0
      let g = 0
      let b = 0
      for (let k = 0, o = 0; k < sectors; k += 1) {
        let sr = red[centre] ?? 0
        let sg = green[centre] ?? 0
        let sb = blue[centre] ?? 0
        let squares = sr * sr + sg * sg + sb * sb
        for (let n = 0; n < perSector; n += 1, o += 2) {
          const u = offsets[o] ?? 0
          const v = offsets[o + 1] ?? 0
          const j = ((cy + u * yu + v * yv) | 0) * wide + ((cx + u * xu + v * xv) | 0)
          const vr = red[j] ?? 0
          const vg = green[j] ?? 0
          const vb = blue[j] ?? 0
          sr += vr
          sg += vg
          sb += vb
          squares += vr * vr + vg * vg + vb * vb
        }
        const variance = Math.max(0, squares - (sr * sr + sg * sg + sb * sb) / count) / count
        // Deviation to the sixth power: the calmest sector speaks alone unless another is nearly as calm.
        const unrest = 0.006 + 0.0016 * variance
        const weight = 1 / (unrest * unrest * unrest)
        weights += weight
        r += weight * sr
        g += weight * sg
        b += weight * sb
      }
      const share = 1 / (weights * count)
      out.data[i * 3] = r * share
      out.data[i * 3 + 1] = g * share
      out.data[i * 3 + 2] = b * share
    }
  }
  return out
}
