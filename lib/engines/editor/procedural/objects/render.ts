import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import { grainPlane } from '@/lib/imaging/paint/noise'
import { linearOfLab } from '@/lib/imaging/paint/oklab'
import type { Light, Plane } from '@/lib/imaging/paint/planes'
import { toByte, toLinear } from '@/lib/imaging/paint/planes'
import type { Look } from '../look'
import type { LightPart, Part, SolidPart } from './thing'

/** Where and how a thing stands in the picture; pixels and radians. */
export interface Pose {
  readonly x: number
  readonly y: number
  /** Pixels per unit of the drawing. */
  readonly scale: number
  readonly tilt: number
  readonly flip: boolean
  readonly extent: readonly [number, number]
}

export interface Surroundings {
  readonly look: Look
  /** Strength of the light there: 1 in a well-exposed place. */
  readonly level: number
  /** Colour of that light, linear, luminance about 1. */
  readonly tint: readonly [number, number, number]
}

/** A drawn thing over its pixels: solid colour with coverage, and light to add. All planes [H, W] of the frame. */
export interface Drawing {
  readonly solid: Light
  readonly cover: Plane
  readonly glow: Light
}

type Triple = readonly [number, number, number]

const lit = (part: SolidPart, x: number, y: number, d: number, pose: Pose, around: Surroundings): Triple => {
  const e = 0.75 / pose.scale
  const turn = part.barrel ? Math.min(0.97, Math.max(-0.97, (x - part.barrel[0]) / part.barrel[1])) : null
  let gx = part.shape(x + e, y) - part.shape(x - e, y)
  let gy = part.shape(x, y + e) - part.shape(x, y - e)
  const slope = Math.hypot(gx, gy) || 1
  gx /= slope
  gy /= slope
  // A ball's height over its disc: the normal leans outwards by 1 − depth/round.
  if (turn !== null) [gx, gy] = [Math.sign(turn), 0]
  const lean =
    turn !== null ? Math.abs(turn) : part.round > 0 ? Math.min(0.98, Math.max(0, 1 + d / part.round)) : 0
  const cos = Math.cos(pose.tilt)
  const sin = Math.sin(pose.tilt)
  const fx = pose.flip ? -gx : gx
  const nx = (fx * cos - gy * sin) * lean
  const ny = (fx * sin + gy * cos) * lean
  const nz = Math.sqrt(1 - lean * lean)
  const [lx, ly, lz] = around.look.toLight
  const facing = nx * lx + ny * ly + nz * lz
  // Flat and facing the viewer counts as 1; the sky fills in from above, the ground bounces a little from below.
  const diffuse = Math.max(0, facing * 0.72 + 0.28 * lz) / lz
  const shade = 0.24 + 0.6 * diffuse - 0.1 * ny
  const colour = typeof part.colour === 'function' ? part.colour(x, y) : part.colour
  const rgb = linearOfLab(colour.L, colour.a, colour.b)
  const half = Math.hypot(lx, ly, lz + 1)
  const mirror = Math.max(0, (nx * lx + ny * ly + nz * (lz + 1)) / half)
  const highlight = (part.gloss ?? 0) * (0.75 * mirror ** 60 + 0.05 * mirror ** 12)
  const own = part.glow ?? 0
  const light = (c: number) =>
    Math.max(0, rgb[c] ?? 0) * ((1 - own) * shade * around.level * (around.tint[c] ?? 1) + own * 1.15) +
    highlight * around.level * (1 - own)
  return [light(0), light(1), light(2)]
}

const isLight = (part: Part): part is LightPart => 'light' in part

/** Draws the parts in order, anti-aliased to the photograph's own softness. */
export const drawParts = (
  parts: readonly Part[],
  pose: Pose,
  around: Surroundings,
  width: number,
  height: number,
): Drawing => {
  const plane = () => new Float32Array(width * height)
  const solid: Light = { width, height, r: plane(), g: plane(), b: plane() }
  const glow: Light = { width, height, r: plane(), g: plane(), b: plane() }
  const cover = plane()
  const cos = Math.cos(-pose.tilt)
  const sin = Math.sin(-pose.tilt)
  const reach = Math.hypot(...pose.extent) * pose.scale * 1.15 + 4
  const edge = Math.max(0.75, 1.2 * around.look.softness) / pose.scale
  const emitted = parts.map((part) =>
    isLight(part) ? linearOfLab(part.colour.L, part.colour.a, part.colour.b) : null,
  )
  for (let y = Math.max(0, Math.floor(pose.y - reach)); y < Math.min(height, pose.y + reach); y += 1) {
    for (let x = Math.max(0, Math.floor(pose.x - reach)); x < Math.min(width, pose.x + reach); x += 1) {
      const dx = x - pose.x
      const dy = y - pose.y
      const u = ((dx * cos - dy * sin) / pose.scale) * (pose.flip ? -1 : 1)
      const v = (dx * sin + dy * cos) / pose.scale
      const i = y * width + x
      for (let n = 0; n < parts.length; n += 1) {
        const part = parts[n]
        if (!part) continue
        if (isLight(part)) {
          const strength = part.light(u, v)
          const rgb = emitted[n]
          if (strength < 0.002 || !rgb) continue
          glow.r[i] = (glow.r[i] ?? 0) + rgb[0] * strength
          glow.g[i] = (glow.g[i] ?? 0) + rgb[1] * strength
          glow.b[i] = (glow.b[i] ?? 0) + rgb[2] * strength
          continue
        }
        const d = part.shape(u, v)
        if (d > edge) continue
        const a = smoothstep(edge, -edge, d) * (part.opacity ?? 1)
        const [r, g, b] = lit(part, u, v, d, pose, around)
        // Colours are kept multiplied by coverage: the usual "over" of a stack of sheets.
        solid.r[i] = (solid.r[i] ?? 0) * (1 - a) + r * a
        solid.g[i] = (solid.g[i] ?? 0) * (1 - a) + g * a
        solid.b[i] = (solid.b[i] ?? 0) * (1 - a) + b * a
        cover[i] = (cover[i] ?? 0) * (1 - a) + a
        glow.r[i] = (glow.r[i] ?? 0) * (1 - a)
        glow.g[i] = (glow.g[i] ?? 0) * (1 - a)
        glow.b[i] = (glow.b[i] ?? 0) * (1 - a)
      }
    }
  }
  return { solid, cover, glow }
}

/** The shadow that a drawing throws, 0–1 [H, W]. */
export const shadowOf = (
  drawing: Drawing,
  pose: Pose,
  look: Look,
  kind: 'standing' | 'lying' | 'none',
): Plane => {
  const { cover } = drawing
  const { width, height } = drawing.solid
  const out = new Float32Array(cover.length)
  if (kind === 'none') return out
  const size = Math.max(...pose.extent) * pose.scale
  const [lx, ly] = look.toLight
  if (kind === 'lying') {
    const near = blur(cover, width, height, Math.max(1, size * 0.035))
    const shift = size * 0.06
    const ox = Math.round(-lx * shift)
    const oy = Math.round(-ly * shift)
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        const sx = Math.min(width - 1, Math.max(0, x - ox))
        const sy = Math.min(height - 1, Math.max(0, y - oy))
        out[i] = 0.6 * (near[sy * width + sx] ?? 0)
      }
    }
    return out
  }
  // Standing on the ground: what is h above the base falls sideways, away from the light, and backwards on the plane.
  const base = pose.y + pose.extent[1] * pose.scale
  const side = -lx * 1.15
  const back = 0.24
  const cast = new Float32Array(cover.length)
  const contact = new Float32Array(cover.length)
  let [left, right] = [width, 0]
  for (let y = Math.max(0, Math.round(base - size * 0.25)); y < Math.min(height, base); y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((cover[y * width + x] ?? 0) < 0.5) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
    }
  }
  const middle = (left + right) / 2
  const half = Math.max(2, (right - left) / 2)
  for (let y = 0, i = 0; y < height; y += 1) {
    const h = (base - y) / back
    const sourceY = Math.round(base - h)
    for (let x = 0; x < width; x += 1, i += 1) {
      const u = (x - middle) / half
      const v = (y - (base - half * 0.05)) / (half * 0.22)
      contact[i] = left <= right ? Math.exp(-1.6 * (u * u * u * u + v * v)) : 0
      const sourceX = Math.round(x - side * h)
      if (h < 0 || sourceY < 0 || sourceX < 0 || sourceX >= width) continue
      cast[i] = (cover[sourceY * width + sourceX] ?? 0) * Math.exp((-h / size) * 0.55)
    }
  }
  const sharp = blur(cast, width, height, Math.max(1.2, size * 0.03))
  const soft = blur(cast, width, height, Math.max(2, size * 0.09))
  for (let i = 0; i < out.length; i += 1) {
    const thrown = 0.28 * (sharp[i] ?? 0) + 0.26 * (soft[i] ?? 0)
    out[i] = 1 - (1 - thrown) * (1 - 0.62 * (contact[i] ?? 0))
  }
  return out
}

/**
 * Lays a drawing over the light of the scene: shadow first, then the solid with a little of the background wrapped
 * round its rim and the photograph's grain on it, then the glow, which fades with `limits` where a region ends.
 */
export const layOver = (
  scene: Light,
  drawing: Drawing,
  shadow: Plane,
  look: Look,
  limits: Plane | null,
  seed: number,
): Light => {
  const { width, height } = scene
  const planes = (light: Light) => [light.r, light.g, light.b] as const
  const size = width / 110
  const inner = blur(drawing.cover, width, height, size * 0.5)
  const grain = grainPlane(width, height, seed)
  const solids = planes(drawing.solid)
  const shines = drawing.glow.r.some((v) => v > 0) || drawing.glow.b.some((v) => v > 0)
  const glows = planes(drawing.glow).map((p) => {
    if (!shines) return p
    const bloom = blur(p, width, height, size * 1.4)
    return p.map((v, i) => v + 0.5 * (bloom[i] ?? 0))
  })
  const out = planes(scene).map((plane, c) => {
    const wrapped = blur(plane, width, height, size)
    return plane.map((under, i) => {
      const a = drawing.cover[i] ?? 0
      const shade = (shadow[i] ?? 0) * ([0.92, 0.9, 0.84] as const)[c as 0 | 1 | 2]
      const ground = under * (1 - shade)
      const light = (glows[c]?.[i] ?? 0) * (limits?.[i] ?? 1)
      if (a < 1e-4) return ground + light
      const rim = 0.12 * smoothstep(1, 0.55, inner[i] ?? 0)
      const body = (solids[c]?.[i] ?? 0) * (1 - rim) + (wrapped[i] ?? 0) * rim * a
      const noisy = toByte(body / a) + look.grain * 255 * (grain[i] ?? 0) * 0.9
      return ground * (1 - a) + toLinear(Math.round(Math.min(255, Math.max(0, noisy)))) * a + light
    })
  })
  return { width, height, r: out[0] ?? scene.r, g: out[1] ?? scene.g, b: out[2] ?? scene.b }
}
