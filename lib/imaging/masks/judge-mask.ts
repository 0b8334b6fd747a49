import type { Mask } from '../raster'
import { areaFraction } from './combine'
import { countExternalContours } from './components'

export interface MaskRules {
  /** The area has to be larger than this share of the picture … */
  readonly minArea: number
  /** … and smaller than this one. */
  readonly maxArea: number
  readonly minContours: number
  readonly maxContours: number
}

/** The paper's code asks for at least four contours, which refuses every mask of one object. */
export const publishedMaskRules: MaskRules = { minArea: 0.01, maxArea: 0.9, minContours: 4, maxContours: 500 }

export const defaultMaskRules: MaskRules = { ...publishedMaskRules, minContours: 1 }

export type MaskRefusal = 'empty' | 'too-small' | 'too-large' | 'too-few-contours' | 'too-many-contours'

export type MaskVerdict = {
  readonly areaFraction: number
  readonly contours: number
} & (
  | { readonly ok: true }
  | { readonly ok: false; readonly rule: MaskRefusal; readonly reason: string; readonly fix: string }
)

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 2 : 0)} %`

/** UltraEdit's rules for a fine mask: 0.01 < area < 0.9 and a bounded number of external contours. */
export const judgeMask = (mask: Mask, rules: MaskRules = defaultMaskRules): MaskVerdict => {
  const area = areaFraction(mask)
  const contours = countExternalContours(mask)
  const facts = { areaFraction: area, contours }
  const refuse = (rule: MaskRefusal, reason: string, fix: string): MaskVerdict => ({
    ...facts,
    ok: false,
    rule,
    reason,
    fix,
  })
  if (area === 0) return refuse('empty', 'The mask is empty.', 'Mark what the edit changes.')
  if (area <= rules.minArea) {
    const reason = `The mask covers ${percent(area)} of the picture; more than ${percent(rules.minArea)} is needed.`
    return refuse('too-small', reason, 'Mark a larger area, or zoom the frame in.')
  }
  if (area >= rules.maxArea) {
    const reason = `The mask covers ${percent(area)} of the picture; less than ${percent(rules.maxArea)} is allowed.`
    return refuse('too-large', reason, 'Make it a whole-image edit, or mark a smaller area.')
  }
  if (contours < rules.minContours) {
    const reason = `The mask has ${contours} separate parts; at least ${rules.minContours} are needed.`
    return refuse('too-few-contours', reason, 'Lower the least number of contours in the project’s settings.')
  }
  if (contours > rules.maxContours) {
    const reason = `The mask has ${contours} separate parts; at most ${rules.maxContours} are allowed.`
    return refuse('too-many-contours', reason, 'Fill the gaps, or erase the specks.')
  }
  return { ...facts, ok: true }
}
