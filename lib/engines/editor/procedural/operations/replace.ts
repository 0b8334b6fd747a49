import { compose, featherInside } from '@/lib/imaging/paint/compose'
import type { Mask } from '@/lib/imaging/raster'
import type { Thing } from '../objects/thing'
import { defineOperation } from '../operation'
import type { Colour } from '../words/colours'
import { drawThings, nameOf } from './add'
import { withoutRegion } from './remove'

export interface ReplaceTask {
  readonly kind: 'replace'
  readonly object: string
  readonly thing: Thing
  readonly word: string
  readonly colour: Colour | null
  readonly count: number
}

/** Fills what the region covers from its surroundings, then draws the thing where it was. */
export const replace = defineOperation({
  describe: (task: ReplaceTask) => `replace ${task.object} with ${nameOf(task)}`,
  needsRegion: () => true,
  ranges: {
    growth: [0.006, 0.014],
    acrossShare: [0.12, 0.88],
    downShare: [0.15, 0.85],
    sizeScale: [0.86, 1],
    tiltShare: [-1, 1],
  },
  paint: (scene, task, knobs, seed) => {
    const cleared = withoutRegion(scene, `replace ${task.object}`, knobs.growth, seed)
    const { edited } = drawThings(scene, cleared.edited, { ...task, place: null }, knobs, seed)
    const box = scene.region?.box ?? cleared.mask
    const data = cleared.mask.data.map((v, i) => Math.max(v, (box.data[i] ?? 0) >= 128 ? 255 : 0))
    const mask: Mask = { ...cleared.mask, data }
    // The filled hole is kept whole; only what was drawn past it fades at the box.
    const feather = featherInside(mask, 3)
    const weights = feather.map((w, i) => ((cleared.mask.data[i] ?? 0) > 0 ? Math.min(1, w * 2) : w))
    return { edited: compose(scene.anchor, edited, weights), mask }
  },
})
