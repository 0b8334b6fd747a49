import { describe, expect, it } from 'vitest'
import { decodeMask } from '../codec'
import type { Mask } from '../raster'
import { fixturePath, fixturesDir, needsFixtures, readFixtureJson, readNpy } from '../testing/fixtures'
import { detectedBoxMask, type RelativeBox } from './box-mask'
import { areaFraction } from './combine'
import { countExternalContours } from './components'
import { contourMask } from './contour-mask'
import { defaultMaskRules, judgeMask, publishedMaskRules } from './judge-mask'
import { chooseMasks, fuseLatentMasks, latentMask } from './soft-mask'

interface MaskCase {
  name: string
  width: number
  height: number
  mask: string
  area_fraction: number
  area_ok: boolean
  external_contours: number
  accepted_region_path: boolean
  hull_no_denoise: string
  hull_published: string
  boxes_cxcywh: RelativeBox[]
  box_mask: string | null
  mask_choice: { mask: string; temp_mask: string }
  mask_latent: string
  temp_mask_latent: string
  fused: Record<string, string>
}

const differing = (a: Mask, b: Mask) => a.data.reduce((n, v, i) => n + (v === b.data[i] ? 0 : 1), 0)
const load = (file: string) => decodeMask(fixturePath('cases', 'masks', file))
const npy = (file: string) => readNpy(fixturePath('cases', 'masks', file))
/** The published names of the kinds of mask. */
const published = { fine: 'fine', contour: 'hull', box: 'box' } as const

describe.skipIf(!fixturesDir)(`masks against OpenCV and the published code${needsFixtures}`, () => {
  const cases = fixturesDir ? (readFixtureJson('cases', 'masks', 'cases.json') as MaskCase[]) : []

  it.each(cases)('$name: area, contours and verdict', async (c) => {
    const fine = await load(c.mask)
    expect(areaFraction(fine)).toBe(c.area_fraction)
    expect(countExternalContours(fine)).toBe(c.external_contours)
    expect(judgeMask(fine, publishedMaskRules).ok).toBe(c.accepted_region_path)
    const anyContours = { ...defaultMaskRules, minContours: 0, maxContours: Number.POSITIVE_INFINITY }
    expect(judgeMask(fine, anyContours).ok).toBe(c.area_ok)
  })

  it.each(cases)('$name: contour mask without and with denoising', async (c) => {
    const fine = await load(c.mask)
    expect(differing(contourMask(fine, { denoise: 'none' }), await load(c.hull_no_denoise))).toBe(0)
    expect(differing(contourMask(fine), await load(c.hull_published))).toBe(0)
  })

  it.each(cases)('$name: box mask', async (c) => {
    const actual = detectedBoxMask(c.width, c.height, c.boxes_cxcywh)
    if (c.box_mask === null) expect(areaFraction(actual)).toBe(0)
    else expect(differing(actual, await load(c.box_mask))).toBe(0)
  })

  it.each(cases)('$name: choice, latent and fused masks', async (c) => {
    const fine = await load(c.mask)
    const masks = {
      fine,
      contour: contourMask(fine, { denoise: 'none' }),
      box: detectedBoxMask(c.width, c.height, c.boxes_cxcywh),
    }
    const choice = chooseMasks(countExternalContours(fine))
    expect(published[choice.mask]).toBe(c.mask_choice.mask)
    expect(published[choice.coarse]).toBe(c.mask_choice.temp_mask)
    const [mask, coarse] = [latentMask(masks[choice.mask]), latentMask(masks[choice.coarse])]
    expect(mask.data).toEqual(npy(c.mask_latent).data)
    expect(coarse.data).toEqual(npy(c.temp_mask_latent).data)
    for (const [value, file] of Object.entries(c.fused)) {
      const actual = fuseLatentMasks(mask, coarse, Number(value)).data
      npy(file).data.forEach((v, i) => {
        expect(actual[i]).toBeCloseTo(v, 6)
      })
    }
  })
})
