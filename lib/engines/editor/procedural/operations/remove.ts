import { compose } from '@/lib/imaging/paint/compose'
import { distanceTo } from '@/lib/imaging/paint/distance'
import { inpaint } from '@/lib/imaging/paint/inpaint'
import type { Mask, Raster } from '@/lib/imaging/raster'
import { defineOperation } from '../operation'
import { regionOf, type Scene } from '../scene'

export interface RemoveTask {
  readonly kind: 'remove'
  readonly object: string
}

/**
 * The region's outline grown by a few pixels: an outline drawn by hand or found by a segmenter runs along the object's
 * blurred edge, and what is left of that edge would show as a ghost.
 */
const grown = (mask: Mask, pixels: number): Mask => {
  const away = distanceTo(mask.width, mask.height, (i) => (mask.data[i] ?? 0) >= 128)
  return { ...mask, data: Uint8Array.from(away, (d) => (d <= pixels ? 255 : 0)) }
}

/** The scene without what the region covers, and the mask that was filled. */
export const withoutRegion = (
  scene: Scene,
  operation: string,
  growth: number,
  seed: number,
): { readonly edited: Raster; readonly mask: Mask } => {
  const mask = grown(regionOf(scene, operation).fine, growth * scene.anchor.width)
  const hole = mask.data.map((v) => (v > 0 ? 1 : 0))
  const filled = inpaint(scene.anchor, hole, seed)
  const depth = distanceTo(mask.width, mask.height, (i) => hole[i] === 0)
  return {
    edited: compose(
      scene.anchor,
      filled,
      depth.map((d) => Math.min(1, d / 1.5)),
    ),
    mask,
  }
}

export const remove = defineOperation({
  describe: ({ object }: RemoveTask) => `remove ${object}`,
  needsRegion: () => true,
  ranges: { growth: [0.006, 0.016] },
  paint: (scene, task, knobs, seed) => withoutRegion(scene, `remove ${task.object}`, knobs.growth, seed),
})
