import { createRandom } from './random'

/** A picture with a hole at one scale of the pyramid. `data` is [H, W, 3]; `hole` [H, W], 1 where pixels are unknown. */
export interface Holed {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
  readonly hole: Uint8Array
}

/** For every pixel to be filled, the centre of the known patch that looks most like its own, and how unlike it is. */
export interface Matches {
  /** Pixel indices whose patch touches the hole, in row order. */
  readonly targets: Int32Array
  /** Pixel index → best source index, −1 where the pixel is no target. */
  readonly source: Int32Array
  readonly cost: Float32Array
}

export const patchRadius = 3

/** 1 where a whole patch fits into the picture and sees no hole. */
export const sourceCentres = ({ width, height, hole }: Holed): Uint8Array => {
  const sums = new Int32Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      sums[(y + 1) * (width + 1) + x + 1] =
        (hole[y * width + x] ?? 0) +
        (sums[y * (width + 1) + x + 1] ?? 0) +
        (sums[(y + 1) * (width + 1) + x] ?? 0) -
        (sums[y * (width + 1) + x] ?? 0)
    }
  }
  const valid = new Uint8Array(width * height)
  for (let y = patchRadius; y < height - patchRadius; y += 1) {
    for (let x = patchRadius; x < width - patchRadius; x += 1) {
      const at = (u: number, v: number) => sums[v * (width + 1) + u] ?? 0
      const [l, t, r, b] = [x - patchRadius, y - patchRadius, x + patchRadius + 1, y + patchRadius + 1]
      valid[y * width + x] = at(r, b) - at(l, b) - at(r, t) + at(l, t) === 0 ? 1 : 0
    }
  }
  return valid
}

/** Sum of squared differences of two patches; stops once it exceeds `limit`. Target pixels outside the picture count nothing. */
const patchCost = (picture: Holed, target: number, source: number, limit: number): number => {
  const { width, height, data } = picture
  const tx = target % width
  const ty = (target - tx) / width
  let sum = 0
  for (let v = -patchRadius; v <= patchRadius; v += 1) {
    if (ty + v < 0 || ty + v >= height) continue
    for (let u = -patchRadius; u <= patchRadius; u += 1) {
      if (tx + u < 0 || tx + u >= width) continue
      const p = (target + v * width + u) * 3
      const q = (source + v * width + u) * 3
      const r = (data[p] ?? 0) - (data[q] ?? 0)
      const g = (data[p + 1] ?? 0) - (data[q + 1] ?? 0)
      const b = (data[p + 2] ?? 0) - (data[q + 2] ?? 0)
      sum += r * r + g * g + b * b
    }
    if (sum >= limit) return sum
  }
  return sum
}

const touchesHole = ({ width, height, hole }: Holed, i: number): boolean => {
  const x = i % width
  const y = (i - x) / width
  for (let v = Math.max(0, y - patchRadius); v <= Math.min(height - 1, y + patchRadius); v += 1) {
    for (let u = Math.max(0, x - patchRadius); u <= Math.min(width - 1, x + patchRadius); u += 1) {
      if (hole[v * width + u]) return true
    }
  }
  return false
}

/** First matches: `guess` where it names a valid source, else a random one. `sources` must not be empty. */
export const startMatches = (
  picture: Holed,
  valid: Uint8Array,
  guess: (target: number) => number,
  seed: number,
): Matches => {
  const random = createRandom(seed)
  const sources: number[] = []
  const targets: number[] = []
  for (let i = 0; i < valid.length; i += 1) {
    if (valid[i]) sources.push(i)
    if (touchesHole(picture, i)) targets.push(i)
  }
  const matches: Matches = {
    targets: Int32Array.from(targets),
    source: new Int32Array(valid.length).fill(-1),
    cost: new Float32Array(valid.length),
  }
  for (const target of targets) {
    const guessed = guess(target)
    matches.source[target] = valid[guessed]
      ? guessed
      : (sources[Math.floor(random.next() * sources.length)] ?? -1)
  }
  return matches
}

/**
 * One sweep of PatchMatch (Barnes et al., 2009): take the neighbours' offsets, then look at random places in shrinking
 * windows. Odd sweeps walk backwards.
 */
export const improveMatches = (
  picture: Holed,
  valid: Uint8Array,
  matches: Matches,
  sweep: number,
  reach: number,
  seed: number,
): void => {
  const { width, height } = picture
  const { targets, source, cost } = matches
  const random = createRandom(seed)
  const back = sweep % 2 === 1
  for (const target of targets) cost[target] = patchCost(picture, target, source[target] ?? 0, Infinity)
  for (let n = 0; n < targets.length; n += 1) {
    const target = targets[back ? targets.length - 1 - n : n] ?? 0
    let best = source[target] ?? 0
    let bestCost = cost[target] ?? Infinity
    const consider = (candidate: number) => {
      if (candidate < 0 || !valid[candidate] || candidate === best) return
      const c = patchCost(picture, target, candidate, bestCost)
      if (c < bestCost) {
        best = candidate
        bestCost = c
      }
    }
    for (const step of back ? [1, width] : [-1, -width]) {
      const neighbour = source[target + step] ?? -1
      if (neighbour >= 0) consider(neighbour - step)
    }
    for (let radius = reach; radius >= 1; radius /= 2) {
      const bx = best % width
      const by = (best - bx) / width
      const x = Math.round(bx + random.between(-radius, radius))
      const y = Math.round(by + random.between(-radius, radius))
      if (x >= 0 && y >= 0 && x < width && y < height) consider(y * width + x)
    }
    source[target] = best
    cost[target] = bestCost
  }
}
