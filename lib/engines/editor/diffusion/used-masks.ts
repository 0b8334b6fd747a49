import type { EditRequest, RegionMasks } from '@/lib/engines/editor/editor'
import { countExternalContours } from '@/lib/imaging/masks/components'
import {
  chooseMasks,
  fuseLatentMasks,
  type LatentMask,
  latentMask,
  type MaskChoice,
  softMask,
} from '@/lib/imaging/masks/soft-mask'
import { createMask, type Mask } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'

/** A mask as the model blends with it, and at the picture's size as it is stored. */
export interface UsedMask {
  readonly latent: LatentMask
  readonly mask: Mask
}

/** UltraEdit's records say `NONE` where the whole picture is the region. */
const isWhole = ({ text, region }: EditRequest): boolean =>
  region === null || (text.editObject?.includes('NONE') ?? false)

/**
 * The mask of each candidate: the fine one or its hull, by how scattered the region is, as published; with a soft
 * value it is fused with the next coarser one at latent resolution. Null in free-form.
 * Errors: `refused` for a region too small to be seen at latent resolution.
 */
export const usedMasks = (request: EditRequest): ((soft: number | null) => UsedMask | null) => {
  const { mode, anchor, region } = request
  if (mode === 'free-form') return () => null
  if (region === null || isWhole(request)) {
    const mask = createMask(anchor.width, anchor.height, 255)
    const whole = { latent: latentMask(mask), mask }
    return () => whole
  }
  const choice = chooseMasks(countExternalContours(region.fine))
  const made = new Map<number | null, UsedMask>()
  return (soft) => {
    const known = made.get(soft) ?? makeMask(region, choice, soft)
    made.set(soft, known)
    return known
  }
}

const makeMask = (region: RegionMasks, choice: MaskChoice, soft: number | null): UsedMask => {
  const [mask, coarse] = [region[choice.mask], region[choice.coarse]]
  const fine = latentMask(mask)
  const latent = soft === null ? fine : fuseLatentMasks(fine, latentMask(coarse), soft)
  if (latent.data.every((value) => value === 0))
    throw new ExemplarError(
      'refused',
      'The region is too small: none of the model’s cells of 8 pixels lies in it.',
      {
        field: 'region',
        fix: 'Draw a larger region, or run it free-form.',
      },
    )
  return { latent, mask: soft === null ? mask : softMask(mask, coarse, soft) }
}
