import type { RegionMasks } from '@/lib/engines/editor/editor'
import { compose, featherInside, smoothInside } from '@/lib/imaging/paint/compose'
import { type Lab, labOf } from '@/lib/imaging/paint/oklab'
import { type Light, lightOf, type Plane } from '@/lib/imaging/paint/planes'
import type { Mask, Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { type Look, lookOf } from './look'
import { type Sky, skyOf } from './sky'

/** The photograph and what has been found out about it; worked out once and shared by all candidates of a request. */
export interface Scene {
  readonly anchor: Raster
  readonly region: RegionMasks | null
  readonly lab: Lab
  readonly light: Light
  readonly look: Look
  readonly sky: Sky
}

export const sceneOf = (anchor: Raster, region: RegionMasks | null): Scene => {
  let lab: Lab | undefined
  let light: Light | undefined
  let look: Look | undefined
  let sky: Sky | undefined
  return {
    anchor,
    region,
    get lab() {
      lab ??= labOf(anchor)
      return lab
    },
    get light() {
      light ??= lightOf(anchor)
      return light
    },
    get look() {
      look ??= lookOf(this.lab)
      return look
    },
    get sky() {
      sky ??= skyOf(this.lab)
      return sky
    },
  }
}

export const regionOf = (scene: Scene, operation: string): RegionMasks => {
  if (scene.region) return scene.region
  throw new ExemplarError('refused', `To ${operation}, the procedural editor needs a region.`, {
    field: 'region',
    fix: 'Draw a region around what the instruction edits, or choose a label of the image.',
    detail: { operation },
  })
}

/**
 * Where an edit applies. One that follows an outline (colour, tone, style) takes the fine mask; one that floods a place
 * (weather, light) takes the soft mask and fades with it. Without a region it is the whole picture: weights null.
 */
export const reachOf = (
  region: RegionMasks | null,
  how: 'outline' | 'flood',
): { readonly mask: Mask | null; readonly weights: Plane | null } => {
  if (!region) return { mask: null, weights: null }
  const mask = how === 'outline' ? region.fine : region.soft
  return { mask, weights: how === 'outline' ? featherInside(mask, 1.6) : smoothInside(mask, 3) }
}

/** Puts a painted picture into the scene where the edit applies. */
export const settle = (scene: Scene, painted: Raster, how: 'outline' | 'flood') => {
  const { mask, weights } = reachOf(scene.region, how)
  return { edited: weights ? compose(scene.anchor, painted, weights) : painted, mask }
}
