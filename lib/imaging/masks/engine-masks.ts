import type { Mask, Rect } from '../raster'
import { boxMask, maskBounds } from './box-mask'
import { binariseMask } from './combine'
import { countExternalContours } from './components'
import { contourMask } from './contour-mask'
import { chooseMasks, softMask } from './soft-mask'

export type EngineMaskKind = 'fine' | 'contour' | 'box' | 'soft'

/** The value that a soft mask shows where its pair differs; each candidate draws its own from the published set. */
export const previewSoftness = 0.5

/**
 * The masks that engines are given for a drawn one: what is more than half marked (fine), its convex hulls (contour), its
 * rectangle or those of the prompt (box), and the three levels between the pair that its scatter chooses (soft).
 */
export const engineMasks = (
  drawn: Mask,
  boxes?: readonly Rect[],
): Readonly<Record<EngineMaskKind, Mask>> & { readonly contours: number } => {
  const fine = binariseMask(drawn)
  const bounds = maskBounds(fine)
  const contours = countExternalContours(fine)
  const byKind = {
    fine,
    contour: contourMask(fine),
    box: boxMask(fine.width, fine.height, boxes ?? (bounds ? [bounds] : [])),
  }
  const { mask, coarse } = chooseMasks(contours)
  return { ...byKind, soft: softMask(byKind[mask], byKind[coarse], previewSoftness), contours }
}
