import { compose, featherInside } from '@/lib/imaging/paint/compose'
import { distanceTo } from '@/lib/imaging/paint/distance'
import { lightOf, rasterOfLight } from '@/lib/imaging/paint/planes'
import { createRandom, seedOf } from '@/lib/imaging/paint/random'
import type { Mask, Raster } from '@/lib/imaging/raster'
import { drawParts, layOver, shadowOf } from '../objects/render'
import type { Thing } from '../objects/thing'
import { defineOperation } from '../operation'
import { isZone, type Place, poseInPlace, poseInRegion, poseInZone, surroundingsAt } from '../placement'
import { regionOf, type Scene } from '../scene'
import type { Colour } from '../words/colours'

export interface AddTask {
  readonly kind: 'add'
  readonly thing: Thing
  /** The word that the instruction used for it. */
  readonly word: string
  readonly colour: Colour | null
  readonly count: number
  readonly place: Place
}

export const nameOf = ({ word, colour, count }: Pick<AddTask, 'word' | 'colour' | 'count'>): string =>
  `${count > 1 ? `${count} × ` : ''}${colour ? `${colour.name} ` : ''}${word}`

export interface DrawKnobs {
  readonly acrossShare: number
  readonly downShare: number
  readonly sizeScale: number
  readonly tiltShare: number
}

/** Draws things over `under`, at a place or, where that is null, filling the region, one after another so that each shades what is below it. */
export const drawThings = (
  scene: Scene,
  under: Raster,
  task: Pick<AddTask, 'thing' | 'colour' | 'count'> & { readonly place: Place | null },
  knobs: DrawKnobs,
  seed: number,
): { readonly edited: Raster; readonly touched: Uint8Array } => {
  const { width, height } = under
  let light = lightOf(under)
  const touched = new Uint8Array(width * height)
  const inZone = task.place !== null && scene.region !== null && isZone(scene.region, task.thing)
  const limits = scene.region
    ? featherInside(inZone ? scene.region.fine : scene.region.box, width / (inZone ? 60 : 12))
    : null
  for (let n = 0; n < task.count; n += 1) {
    const random = createRandom(seedOf(seed, n))
    const pose = scene.region
      ? inZone
        ? poseInZone(
            scene.region,
            task.thing,
            task.place ?? { where: 'anywhere' },
            knobs,
            random,
            n,
            task.count,
          )
        : poseInRegion(scene.region, task.thing, knobs, random, n, task.count)
      : poseInPlace(scene, task.thing, task.place ?? { where: 'anywhere' }, knobs, random, n, task.count)
    const around = surroundingsAt(scene, pose)
    const drawing = drawParts(task.thing.parts(task.colour?.lab ?? null, random), pose, around, width, height)
    const kind = task.thing.home === 'ground' ? 'standing' : task.thing.home === 'worn' ? 'lying' : 'none'
    const shadow = shadowOf(drawing, pose, scene.look, kind)
    for (let i = 0; i < touched.length; i += 1) {
      const glow = (drawing.glow.r[i] ?? 0) + (drawing.glow.g[i] ?? 0) + (drawing.glow.b[i] ?? 0)
      if ((drawing.cover[i] ?? 0) > 0.004 || (shadow[i] ?? 0) > 0.015 || glow > 0.004) touched[i] = 1
    }
    light = layOver(light, drawing, shadow, scene.look, limits, seedOf(seed, 100 + n))
  }
  return { edited: rasterOfLight(light), touched }
}

export const add = defineOperation({
  describe: (task: AddTask) => `add ${nameOf(task)}`,
  needsRegion: ({ thing }) => thing.home === 'worn',
  ranges: { acrossShare: [0.12, 0.88], downShare: [0.15, 0.85], sizeScale: [0.8, 1], tiltShare: [-1, 1] },
  paint: (scene, task, knobs, seed) => {
    if (task.thing.home === 'worn') regionOf(scene, `add ${nameOf(task)}`)
    const { edited, touched } = drawThings(scene, scene.anchor, task, knobs, seed)
    if (scene.region) {
      // In a place, the things that stand in front of it hide what is added; an outline of the thing itself is filled.
      const within = isZone(scene.region, task.thing) ? scene.region.fine : scene.region.box
      return { edited: compose(scene.anchor, edited, featherInside(within, 3)), mask: within }
    }
    const { width, height } = scene.anchor
    const away = distanceTo(width, height, (i) => touched[i] === 1)
    const mask: Mask = { width, height, data: Uint8Array.from(away, (d) => (d <= 8 ? 255 : 0)) }
    return { edited: compose(scene.anchor, edited, featherInside(mask, 4)), mask }
  },
})
