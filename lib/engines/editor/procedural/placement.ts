import type { RegionMasks } from '@/lib/engines/editor/editor'
import type { Random } from '@/lib/imaging/paint/random'
import type { Rect } from '@/lib/imaging/raster'
import type { Pose, Surroundings } from './objects/render'
import type { Thing } from './objects/thing'
import type { DrawKnobs } from './operations/add'
import type { Scene } from './scene'

/** Where the instruction wants a thing when there is no region: a zone, and a side if it names one. */
export interface Place {
  readonly where: 'sky' | 'ground' | 'top' | 'bottom' | 'middle' | 'anywhere'
  readonly side?: 'left' | 'right' | 'middle'
}

export const boundsOf = (mask: RegionMasks['fine']): Rect => {
  let [left, top, right, bottom] = [mask.width, mask.height, 0, 0]
  for (let i = 0; i < mask.data.length; i += 1) {
    if ((mask.data[i] ?? 0) < 128) continue
    const x = i % mask.width
    const y = Math.floor(i / mask.width)
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  }
  if (right <= left) return { x: 0, y: 0, width: mask.width, height: mask.height }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

const finish = (thing: Thing, x: number, y: number, scale: number, tilt: number, random: Random): Pose => ({
  x,
  y,
  scale,
  tilt: tilt * thing.tilt,
  flip: random.next() < 0.5,
  extent: thing.extent,
})

const sides = { left: [0.04, 0.36], right: [0.64, 0.96], middle: [0.34, 0.66], any: [0.04, 0.96] } as const

/**
 * Whether the region is a place to put the thing (the sky, a table) rather than the thing's own outline: it has room for
 * one of usual size half as large again.
 */
export const isZone = (region: RegionMasks, thing: Thing): boolean => {
  if (thing.home === 'worn') return false
  const box = boundsOf(region.fine)
  const wide = thing.size * region.fine.width
  return box.width > 1.5 * wide && box.height > (1.5 * wide * thing.extent[1]) / thing.extent[0]
}

/** Puts a thing of usual size where it lies wholly inside the region, on the side that the words name. */
export const poseInZone = (
  { fine }: RegionMasks,
  thing: Thing,
  place: Place,
  knobs: DrawKnobs,
  random: Random,
  n: number,
  count: number,
): Pose => {
  const box = boundsOf(fine)
  const [ex, ey] = thing.extent
  const several = count > 1 ? random.between(0.6, 0.9) : 1.1
  const scale = (thing.size * fine.width * knobs.sizeScale * several) / (2 * ex)
  const [left, right] = sides[place.side ?? 'any']
  let best = finish(thing, box.x + box.width / 2, box.y + box.height / 2, scale, knobs.tiltShare, random)
  let bestCost = Infinity
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const share = attempt === 0 && count === 1 ? knobs.acrossShare : random.next()
    const across = left + (right - left) * (count > 1 ? (n + 0.1 + 0.8 * share) / count : share)
    const down = attempt === 0 && count === 1 ? knobs.downShare : random.next()
    const pose = {
      ...best,
      x: box.x + ex * scale + Math.max(0, box.width - 2 * ex * scale) * across,
      y: box.y + ey * scale + Math.max(0, box.height - 2 * ey * scale) * down,
    }
    const outside = shareOutside(fine, pose)
    // Things that float are looked for high up, things that stand low down.
    const cost = outside + 0.12 * (thing.home === 'ground' ? 1 - down : down) + attempt * 0.002
    if (cost < bestCost) {
      best = pose
      bestCost = cost
    }
  }
  return best
}

/** Share of a pose's rectangle that the mask does not cover. */
const shareOutside = (mask: RegionMasks['fine'], pose: Pose): number => {
  let outside = 0
  for (let v = -4; v <= 4; v += 1) {
    for (let u = -4; u <= 4; u += 1) {
      const x = Math.round(pose.x + (u / 4) * pose.extent[0] * pose.scale)
      const y = Math.round(pose.y + (v / 4) * pose.extent[1] * pose.scale)
      const inside =
        x >= 0 && y >= 0 && x < mask.width && y < mask.height && (mask.data[y * mask.width + x] ?? 0) >= 128
      outside += inside ? 0 : 1 / 81
    }
  }
  return outside
}

/** Fits the n-th of `count` things into the region's box, leaving room for its shadow; several share the box's width. */
export const poseInRegion = (
  region: RegionMasks,
  thing: Thing,
  knobs: DrawKnobs,
  random: Random,
  n: number,
  count: number,
): Pose => {
  const box = boundsOf(region.fine)
  const [ex, ey] = thing.extent
  const cell = box.width / count
  const room = thing.home === 'ground' ? 0.94 : 0.97
  const jitter = count > 1 ? random.between(0.72, 1) : 1
  // A region much taller than the thing is its wearer: hats and crowns sit on top of it, the rest in the middle.
  const isWearer = thing.home === 'worn' && box.height / box.width > (1.5 * ey) / ex
  const fit = isWearer ? 0.66 : 1
  const scale =
    fit * Math.min((cell * room) / (2 * ex), (box.height * room) / (2 * ey)) * knobs.sizeScale * jitter
  const spareX = Math.max(0, cell - 2 * ex * scale)
  const spareY = Math.max(0, box.height - 2 * ey * scale)
  const across = count > 1 ? random.next() : knobs.acrossShare
  const x = box.x + n * cell + ex * scale + spareX * (0.5 + (across - 0.5) * 0.6)
  // What stands, stands at the bottom of its region; what floats, floats anywhere in it.
  const down =
    thing.home === 'ground'
      ? 0.985
      : thing.home === 'worn'
        ? isWearer && ['hat', 'crown'].includes(thing.name)
          ? 0
          : 0.5
        : count > 1
          ? random.next()
          : knobs.downShare
  return finish(
    thing,
    x,
    box.y + ey * scale + spareY * down,
    scale,
    knobs.tiltShare * (thing.home === 'worn' ? 0.6 : 1),
    random,
  )
}

const zones: Readonly<Record<Place['where'], readonly [top: number, bottom: number]>> = {
  sky: [0.06, 0.45],
  top: [0.05, 0.35],
  middle: [0.3, 0.7],
  bottom: [0.68, 0.95],
  ground: [0.66, 0.95],
  anywhere: [0.1, 0.9],
}

/** How unsuitable a spot is: busy texture hides a thing, and what belongs in the sky should be in it. */
const costAt = (scene: Scene, thing: Thing, pose: Pose): number => {
  const { width, height } = scene.anchor
  let [sum, squares, sky, n] = [0, 0, 0, 0]
  for (let v = -4; v <= 4; v += 1) {
    for (let u = -4; u <= 4; u += 1) {
      const x = Math.round(pose.x + (u / 4) * pose.extent[0] * pose.scale)
      const y = Math.round(pose.y + (v / 4) * pose.extent[1] * pose.scale)
      if (x < 0 || y < 0 || x >= width || y >= height) continue
      const L = scene.lab.L[y * width + x] ?? 0
      sum += L
      squares += L * L
      sky += scene.sky.weights[y * width + x] ?? 0
      n += 1
    }
  }
  const spread = Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2))
  const wrong = thing.home === 'sky' ? 1 - sky / n : sky / n
  return spread + (scene.sky.share > 0 ? 0.5 * wrong : 0)
}

/** Picks the calmest of a few drawn spots in the zone that the words or the thing's nature name. */
export const poseInPlace = (
  scene: Scene,
  thing: Thing,
  place: Place,
  knobs: DrawKnobs,
  random: Random,
  n: number,
  count: number,
): Pose => {
  const { width, height } = scene.anchor
  const [ex, ey] = thing.extent
  const several = count > 1 ? random.between(0.55, 0.85) : 1
  const wanted = (thing.size * width * knobs.sizeScale * several) / (2 * ex)
  const scale = Math.min(wanted, (height * 0.9) / (2 * ey))
  const home = thing.home === 'sky' ? 'sky' : 'ground'
  const [top, bottom] = zones[place.where === 'anywhere' ? home : place.where]
  const [left, right] = sides[place.side ?? 'any']
  const wide = right - left
  let best: Pose | null = null
  let bestCost = Infinity
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const share = attempt === 0 && count === 1 ? knobs.acrossShare : random.next()
    const across = left + wide * (count > 1 ? (n + 0.15 + 0.7 * share) / count : share)
    const down = top + (bottom - top) * (attempt === 0 && count === 1 ? knobs.downShare : random.next())
    const x = Math.min(width - ex * scale - 3, Math.max(ex * scale + 3, across * width))
    const centre = home === 'ground' && place.where !== 'sky' ? down * height - ey * scale : down * height
    const y = Math.min(height - ey * scale - 3, Math.max(ey * scale + 3, centre))
    const pose = finish(thing, x, y, scale, knobs.tiltShare, random)
    const cost = costAt(scene, thing, pose) + attempt * 0.015
    if (cost < bestCost) {
      best = pose
      bestCost = cost
    }
  }
  return best ?? finish(thing, width / 2, height / 2, scale, knobs.tiltShare, random)
}

/** The light where a thing will be: bright surroundings are lit surroundings, and their common colour is the light's. */
export const surroundingsAt = (scene: Scene, pose: Pose): Surroundings => {
  const { width, height } = scene.anchor
  const reach = Math.max(pose.extent[0], pose.extent[1]) * pose.scale * 1.6
  const samples: number[] = []
  const mean = [0, 0, 0]
  for (let v = -8; v <= 8; v += 1) {
    for (let u = -8; u <= 8; u += 1) {
      const x = Math.round(pose.x + (u / 8) * reach)
      const y = Math.round(pose.y + (v / 8) * reach)
      if (x < 0 || y < 0 || x >= width || y >= height) continue
      const i = y * width + x
      const rgb = [scene.light.r[i] ?? 0, scene.light.g[i] ?? 0, scene.light.b[i] ?? 0] as const
      samples.push(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2])
      rgb.forEach((value, c) => {
        mean[c] = (mean[c] ?? 0) + value
      })
    }
  }
  const sorted = samples.sort((p, q) => p - q)
  const bright = sorted[Math.floor(sorted.length * 0.8)] ?? 0.3
  const [r, g, b] = mean.map((sum) => sum / Math.max(1, samples.length) + 0.01) as [number, number, number]
  const Y = 0.2126 * r + 0.7152 * g + 0.0722 * b
  const tinted = (value: number) => 1 + 0.28 * (Math.min(2, Math.max(0.35, value / Y)) - 1)
  return {
    look: scene.look,
    level: Math.min(1.12, Math.max(0.3, (bright / 0.36) ** 0.4)),
    tint: [tinted(r), tinted(g), tinted(b)],
  }
}
