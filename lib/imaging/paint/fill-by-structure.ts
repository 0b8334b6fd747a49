import { type Holed, patchRadius } from './patch-match'
import { hashAt } from './random'

/** Sum of squared differences over the known pixels of the target's patch, a mean per pixel. */
const knownCost = (
  picture: Holed,
  known: Uint8Array,
  target: number,
  source: number,
  limit: number,
): number => {
  const { width, height, data } = picture
  const tx = target % width
  const ty = (target - tx) / width
  let sum = 0
  let count = 0
  for (let v = -patchRadius; v <= patchRadius; v += 1) {
    for (let u = -patchRadius; u <= patchRadius; u += 1) {
      if (tx + u < 0 || ty + v < 0 || tx + u >= width || ty + v >= height) continue
      const p = target + v * width + u
      if (!known[p]) continue
      const q = source + v * width + u
      for (let c = 0; c < 3; c += 1) sum += ((data[p * 3 + c] ?? 0) - (data[q * 3 + c] ?? 0)) ** 2
      count += 1
    }
    // At most 49 pixels can be known: once the sum is past that share of the limit the source has lost.
    if (sum > limit * 49) return Infinity
  }
  return count > 0 ? sum / count : Infinity
}

/**
 * Fills a small picture's hole patch by patch, first where much is known and an edge runs into the hole (Criminisi, Pérez
 * and Toyama, 2004), so that rims and horizons go on through it before flat areas flow in. Changes `picture.data`; the
 * hole stays marked. `seed` breaks near ties.
 */
export const fillByStructure = (picture: Holed, valid: Uint8Array, seed: number): void => {
  const { width, height, data, hole } = picture
  const known = Uint8Array.from(hole, (v) => 1 - v)
  const confidence = Float32Array.from(known)
  const sources = Array.from(valid.keys()).filter((i) => valid[i])
  const light = (i: number) =>
    (data[i * 3] ?? 0) * 0.3 + (data[i * 3 + 1] ?? 0) * 0.59 + (data[i * 3 + 2] ?? 0) * 0.11
  const patchOf = (i: number): number[] => {
    const x = i % width
    const y = (i - x) / width
    const out: number[] = []
    for (let v = Math.max(0, y - patchRadius); v <= Math.min(height - 1, y + patchRadius); v += 1) {
      for (let u = Math.max(0, x - patchRadius); u <= Math.min(width - 1, x + patchRadius); u += 1)
        out.push(v * width + u)
    }
    return out
  }
  /** How much is known round the pixel, times how strongly an edge runs across the rim there. */
  const priorityOf = (i: number): number => {
    const patch = patchOf(i)
    const sure = patch.reduce((sum, j) => sum + (confidence[j] ?? 0), 0) / patch.length
    let [edge, nx, ny] = [0, 0, 0]
    let [ex, ey] = [0, 0]
    for (const j of patch) {
      const x = j % width
      if (x === 0 || x === width - 1 || j < width || j >= width * (height - 1)) continue
      nx += (known[j + 1] ?? 0) - (known[j - 1] ?? 0)
      ny += (known[j + width] ?? 0) - (known[j - width] ?? 0)
      if (!known[j - 1] || !known[j + 1] || !known[j - width] || !known[j + width]) continue
      const gx = light(j + 1) - light(j - 1)
      const gy = light(j + width) - light(j - width)
      const strength = Math.hypot(gx, gy)
      if (strength > edge) [edge, ex, ey] = [strength, -gy, gx]
    }
    const across = Math.abs(ex * nx + ey * ny) / (Math.hypot(nx, ny) || 1)
    return sure * (across / 255 + 0.02)
  }
  for (let left = hole.reduce((sum, v) => sum + v, 0); left > 0; ) {
    let target = -1
    let best = -1
    for (let i = 0; i < known.length; i += 1) {
      if (known[i]) continue
      const x = i % width
      const rim =
        (x > 0 && known[i - 1]) || (x < width - 1 && known[i + 1]) || known[i - width] || known[i + width]
      if (!rim) continue
      const priority = priorityOf(i)
      if (priority > best) {
        best = priority
        target = i
      }
    }
    if (target < 0) return
    let source = sources[0] ?? 0
    let cost = Infinity
    const tx = target % width
    const ty = (target - tx) / width
    for (const candidate of sources) {
      const away =
        Math.hypot((candidate % width) - tx, Math.floor(candidate / width) - ty) / Math.max(width, height)
      const doubt = 1 + 0.25 * away + 0.3 * hashAt(candidate, 0, seed)
      const c = (knownCost(picture, known, target, candidate, cost / doubt) + 8) * doubt
      if (c < cost) {
        cost = c
        source = candidate
      }
    }
    const patch = patchOf(target)
    const sure = patch.reduce((sum, j) => sum + (confidence[j] ?? 0), 0) / patch.length
    for (const j of patch) {
      if (known[j]) continue
      const q = source + (j - target)
      for (let c = 0; c < 3; c += 1) data[j * 3 + c] = data[q * 3 + c] ?? 0
      known[j] = 1
      confidence[j] = sure
      left -= 1
    }
  }
}
