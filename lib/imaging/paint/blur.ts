import type { Light, Plane } from './planes'

/** Widths of three box filters whose cascade has the wanted deviation (Kovesi, "Fast almost-Gaussian filtering", 2010). */
const boxRadii = (sigma: number): readonly number[] => {
  const ideal = Math.sqrt((12 * sigma * sigma) / 3 + 1)
  let lower = Math.floor(ideal)
  if (lower % 2 === 0) lower -= 1
  const narrow = Math.round((12 * sigma * sigma - 3 * lower * lower - 12 * lower - 9) / (-4 * lower - 4))
  return [0, 1, 2].map((pass) => (pass < narrow ? (lower - 1) / 2 : (lower + 1) / 2))
}

/** One box filter along lines; `step` walks along a line, `jump` from line to line. The edge is repeated. */
const boxAlong = (
  from: Plane,
  to: Plane,
  lines: number,
  length: number,
  jump: number,
  step: number,
  radius: number,
): void => {
  const share = 1 / (2 * radius + 1)
  for (let line = 0; line < lines; line += 1) {
    const start = line * jump
    const first = from[start] ?? 0
    const last = from[start + (length - 1) * step] ?? 0
    let sum = first * radius
    for (let i = 0; i < radius; i += 1) sum += i < length ? (from[start + i * step] ?? 0) : last
    for (let i = 0; i < length; i += 1) {
      sum += i + radius < length ? (from[start + (i + radius) * step] ?? 0) : last
      to[start + i * step] = sum * share
      sum -= i - radius >= 0 ? (from[start + (i - radius) * step] ?? 0) : first
    }
  }
}

/** Gaussian blur of a plane by three box passes each way: time does not depend on sigma (pixels). */
export const blur = (plane: Plane, width: number, height: number, sigma: number): Plane => {
  const out = plane.slice()
  if (sigma < 0.3) return out
  const other = new Float32Array(plane.length)
  for (const radius of boxRadii(sigma)) {
    if (radius < 1) continue
    boxAlong(out, other, height, width, width, 1, radius)
    boxAlong(other, out, width, height, 1, width, radius)
  }
  return out
}

export const blurLight = (light: Light, sigma: number): Light => ({
  width: light.width,
  height: light.height,
  r: blur(light.r, light.width, light.height, sigma),
  g: blur(light.g, light.width, light.height, sigma),
  b: blur(light.b, light.width, light.height, sigma),
})
