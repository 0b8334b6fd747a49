import { createRaster, type Raster } from '@/lib/imaging/raster'
import { distanceTo } from './distance'
import { fillByStructure } from './fill-by-structure'
import {
  type Holed,
  improveMatches,
  type Matches,
  patchRadius,
  sourceCentres,
  startMatches,
} from './patch-match'
import { seedOf } from './random'

/** Halves a holed picture; a pixel is known when any of its four is, and takes the mean of the known ones. */
const halve = (fine: Holed): Holed => {
  const width = Math.ceil(fine.width / 2)
  const height = Math.ceil(fine.height / 2)
  const data = new Float32Array(width * height * 3)
  const hole = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      let known = 0
      for (const [u, v] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const fx = Math.min(fine.width - 1, 2 * x + u)
        const fy = Math.min(fine.height - 1, 2 * y + v)
        const j = fy * fine.width + fx
        if (fine.hole[j]) continue
        known += 1
        for (let c = 0; c < 3; c += 1) data[i * 3 + c] = (data[i * 3 + c] ?? 0) + (fine.data[j * 3 + c] ?? 0)
      }
      hole[i] = known > 0 ? 0 : 1
      for (let c = 0; c < 3; c += 1) data[i * 3 + c] = (data[i * 3 + c] ?? 0) / Math.max(1, known)
    }
  }
  return { width, height, data, hole }
}

/** Fills the hole smoothly from its rim: relaxation of Laplace's equation from a nearest-known start. */
const fillSmoothly = (picture: Holed): void => {
  const { width, height, data, hole } = picture
  const depth = distanceTo(width, height, (i) => hole[i] === 0)
  const order = Array.from(hole.keys())
    .filter((i) => hole[i])
    .sort((p, q) => (depth[p] ?? 0) - (depth[q] ?? 0) || p - q)
  const known = Uint8Array.from(hole, (v) => 1 - v)
  for (let round = 0; round < 30; round += 1) {
    for (const i of order) {
      const x = i % width
      let count = 0
      const sum = [0, 0, 0]
      const around = [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]
      for (const j of around) {
        if (j < 0 || j >= width * height || !known[j]) continue
        count += 1
        for (let c = 0; c < 3; c += 1) sum[c] = (sum[c] ?? 0) + (data[j * 3 + c] ?? 0)
      }
      if (count === 0) continue
      for (let c = 0; c < 3; c += 1) data[i * 3 + c] = (sum[c] ?? 0) / count
      known[i] = 1
    }
  }
}

/**
 * Every hole pixel becomes the weighted mean of what the patches over it say (Wexler, Shechtman and Irani, 2007).
 * Patches near the rim know more, patches that fit badly are hardly heard.
 */
const vote = (picture: Holed, matches: Matches, depth: Float32Array, sharpness: number): void => {
  const { width, height, data, hole } = picture
  const costs = Array.from(matches.targets, (t) => matches.cost[t] ?? 0).sort((p, q) => p - q)
  const typical = Math.max(50, costs[Math.floor(costs.length * 0.75)] ?? 0) / sharpness
  const sums = new Float32Array(width * height * 4)
  for (const target of matches.targets) {
    const source = matches.source[target] ?? 0
    const trust = 1.3 ** -Math.min(30, depth[target] ?? 0)
    const weight = (trust + 1e-4) * Math.exp(-(matches.cost[target] ?? 0) / typical) + 1e-12
    const tx = target % width
    const ty = (target - tx) / width
    for (let v = -patchRadius; v <= patchRadius; v += 1) {
      if (ty + v < 0 || ty + v >= height) continue
      for (let u = -patchRadius; u <= patchRadius; u += 1) {
        if (tx + u < 0 || tx + u >= width) continue
        const p = target + v * width + u
        if (!hole[p]) continue
        const q = (source + v * width + u) * 3
        const w = weight * (u === 0 && v === 0 ? sharpness : 1)
        sums[p * 4] = (sums[p * 4] ?? 0) + (data[q] ?? 0) * w
        sums[p * 4 + 1] = (sums[p * 4 + 1] ?? 0) + (data[q + 1] ?? 0) * w
        sums[p * 4 + 2] = (sums[p * 4 + 2] ?? 0) + (data[q + 2] ?? 0) * w
        sums[p * 4 + 3] = (sums[p * 4 + 3] ?? 0) + w
      }
    }
  }
  for (let i = 0; i < hole.length; i += 1) {
    const weight = sums[i * 4 + 3] ?? 0
    if (!hole[i] || weight <= 0) continue
    for (let c = 0; c < 3; c += 1) data[i * 3 + c] = (sums[i * 4 + c] ?? 0) / weight
  }
}

/** Doubles the coarse matches and colours onto the finer picture. */
const carryUp = (coarse: Holed, coarseMatches: Matches | null, fine: Holed) => {
  const at = (i: number) => {
    const x = i % fine.width
    const y = (i - x) / fine.width
    return {
      x,
      y,
      j: Math.min(coarse.height - 1, y >> 1) * coarse.width + Math.min(coarse.width - 1, x >> 1),
    }
  }
  for (let i = 0; i < fine.hole.length; i += 1) {
    if (!fine.hole[i]) continue
    const { j } = at(i)
    for (let c = 0; c < 3; c += 1) fine.data[i * 3 + c] = coarse.data[j * 3 + c] ?? 0
  }
  return (target: number) => {
    if (!coarseMatches) return -1
    const { x, y, j } = at(target)
    const source = coarseMatches.source[j] ?? -1
    if (source < 0) return -1
    const sx = source % coarse.width
    const sy = (source - sx) / coarse.width
    return (2 * sy + (y & 1)) * fine.width + 2 * sx + (x & 1)
  }
}

const pyramidOf = (finest: Holed): readonly Holed[] => {
  const levels = [finest]
  for (let top = finest; Math.min(top.width, top.height) > 72 && levels.length < 7; ) {
    const next = halve(top)
    const thickest = distanceTo(top.width, top.height, (i) => top.hole[i] === 0).reduce(
      (m, d) => Math.max(m, d),
      0,
    )
    if (thickest < 10 || !sourceCentres(next).includes(1)) break
    levels.push(next)
    top = next
  }
  return levels
}

const cropOf = (picture: Raster, hole: Uint8Array) => {
  let [left, top, right, bottom] = [picture.width, picture.height, 0, 0]
  for (let i = 0; i < hole.length; i += 1) {
    if (!hole[i]) continue
    const x = i % picture.width
    const y = (i - x) / picture.width
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  }
  const margin = Math.round(Math.max(40, 0.8 * Math.max(right - left, bottom - top)))
  const x = Math.max(0, left - margin)
  const y = Math.max(0, top - margin)
  return {
    x,
    y,
    width: Math.min(picture.width, right + margin) - x,
    height: Math.min(picture.height, bottom + margin) - y,
  }
}

/**
 * Fills the pixels where `hole` [H, W] is 1 with texture from around them: patch-based completion from coarse to fine,
 * deterministic from `seed`. A hole with no intact patch around it is filled smoothly from its rim.
 */
export const inpaint = (picture: Raster, hole: Uint8Array, seed: number): Raster => {
  const out = createRaster(picture.width, picture.height)
  out.data.set(picture.data)
  if (!hole.includes(1)) return out
  const crop = cropOf(picture, hole)
  const finest: Holed = {
    width: crop.width,
    height: crop.height,
    data: new Float32Array(crop.width * crop.height * 3),
    hole: new Uint8Array(crop.width * crop.height),
  }
  for (let y = 0; y < crop.height; y += 1) {
    const from = (y + crop.y) * picture.width + crop.x
    finest.hole.set(hole.subarray(from, from + crop.width), y * crop.width)
    finest.data.set(picture.data.subarray(from * 3, (from + crop.width) * 3), y * crop.width * 3)
  }
  const levels = pyramidOf(finest)
  let coarser: { picture: Holed; matches: Matches | null } | null = null
  for (let level = levels.length - 1; level >= 0; level -= 1) {
    const current = levels[level] as Holed
    const guess = coarser ? carryUp(coarser.picture, coarser.matches, current) : () => -1
    const valid = sourceCentres(current)
    if (!coarser) {
      if (valid.includes(1)) fillByStructure(current, valid, seed)
      else fillSmoothly(current)
    }
    if (!valid.includes(1)) {
      coarser = { picture: current, matches: null }
      continue
    }
    const matches = startMatches(current, valid, guess, seedOf(seed, level))
    const depth = distanceTo(current.width, current.height, (i) => current.hole[i] === 0)
    const rounds = level === levels.length - 1 ? 4 : Math.min(5, 2 + level)
    const reach = coarser ? Math.max(8, current.width / 8) : Math.max(current.width, current.height)
    for (let round = 0; round < rounds; round += 1) {
      const roundSeed = seedOf(seed, 1000 * (level + 1) + round)
      improveMatches(current, valid, matches, 2 * round, reach, roundSeed)
      improveMatches(current, valid, matches, 2 * round + 1, reach, roundSeed + 1)
      vote(current, matches, depth, round === rounds - 1 && level === 0 ? 3 : 2)
    }
    coarser = { picture: current, matches }
  }
  for (let i = 0; i < finest.hole.length; i += 1) {
    if (!finest.hole[i]) continue
    const x = (i % crop.width) + crop.x
    const y = Math.floor(i / crop.width) + crop.y
    for (let c = 0; c < 3; c += 1) out.data[(y * picture.width + x) * 3 + c] = finest.data[i * 3 + c] ?? 0
  }
  return out
}
