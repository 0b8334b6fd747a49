import type { EditText, RegionMasks } from '@/lib/engines/editor/editor'
import { fractalAt } from '@/lib/imaging/paint/noise'
import { hashAt } from '@/lib/imaging/paint/random'
import { createMask, createRaster, type Mask, type Raster } from '@/lib/imaging/raster'

/** Where the ball of `ballPhoto` lies, in pixels of its side. */
const ball = { x: 0.5, y: 0.62, radius: 0.2 }

/**
 * A picture built for tests that has what photographs have: a blue sky over a horizon, textured ground, a shaded red
 * ball with a highlight and a shadow, and grain.
 */
export const ballPhoto = (side: number): Raster => {
  const picture = createRaster(side, side)
  for (let y = 0, p = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1, p += 3) {
      const [u, v] = [x / side, y / side]
      const soil = fractalAt(u * 24, v * 40, 4, 11)
      let rgb =
        v < 0.45
          ? [96 + 120 * v, 150 + 110 * v, 214 + 40 * v]
          : [70 + 80 * soil, 92 + 60 * soil, 48 + 40 * soil]
      const [dx, dy] = [(u - ball.x) / ball.radius, (v - ball.y) / ball.radius]
      if ((dx - 0.5) ** 2 / 1.4 + ((dy - 0.95) / 0.3) ** 2 < 1) rgb = rgb.map((value) => value * 0.45)
      const away = dx * dx + dy * dy
      if (away < 1) {
        const z = Math.sqrt(1 - away)
        const light = Math.max(0, -0.5 * dx - 0.6 * dy + 0.62 * z)
        const shine = 190 * Math.max(0, light) ** 40
        rgb = [40 + 170 * light + shine, 8 + 34 * light + shine, 10 + 30 * light + shine]
      }
      const grain = (hashAt(x, y, 5) - 0.5) * 6
      for (let c = 0; c < 3; c += 1) picture.data[p + c] = (rgb[c] ?? 0) + grain
    }
  }
  return picture
}

const where = (side: number, inside: (u: number, v: number) => boolean): Mask => {
  const mask = createMask(side, side)
  for (let i = 0; i < mask.data.length; i += 1) {
    mask.data[i] = inside((i % side) / side, Math.floor(i / side) / side) ? 255 : 0
  }
  return mask
}

/** The masks of the ball; the soft one is at the grid of 8-pixel latents, as a fused region is. */
export const ballRegion = (side: number): RegionMasks => {
  const fine = where(side, (u, v) => Math.hypot(u - ball.x, v - ball.y) < ball.radius)
  const box = where(side, (u, v) => Math.max(Math.abs(u - ball.x), Math.abs(v - ball.y)) < ball.radius)
  const soft = createMask(side, side)
  for (let i = 0; i < soft.data.length; i += 1) {
    const x = Math.floor((i % side) / 8) * 8
    const y = Math.floor(Math.floor(i / side) / 8) * 8
    const j = y * side + x
    soft.data[i] = (fine.data[j] ?? 0) > 0 ? 255 : (box.data[j] ?? 0) > 0 ? 128 : 0
  }
  return { fine, contour: fine, box, soft }
}

export const textOf = (instruction: string, more: Partial<EditText> = {}): EditText => ({
  instruction,
  sourceCaption: 'a red ball on the ground under a blue sky',
  targetCaption: '',
  editObject: null,
  editType: 'other',
  ...more,
})
