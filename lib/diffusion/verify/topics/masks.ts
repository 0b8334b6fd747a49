import { z } from 'zod'
import { detectedBoxMask } from '@/lib/imaging/masks/box-mask'
import { areaFraction } from '@/lib/imaging/masks/combine'
import { countExternalContours } from '@/lib/imaging/masks/components'
import { contourMask } from '@/lib/imaging/masks/contour-mask'
import { defaultMaskRules, judgeMask, publishedMaskRules } from '@/lib/imaging/masks/judge-mask'
import { chooseMasks, fuseLatentMasks, latentMask } from '@/lib/imaging/masks/soft-mask'
import { createMask, type Mask } from '@/lib/imaging/raster'
import type { Topic } from '../topic'

const cases = z.array(
  z.object({
    name: z.string(),
    width: z.int(),
    height: z.int(),
    mask: z.string(),
    area_fraction: z.number(),
    area_ok: z.boolean(),
    external_contours: z.int(),
    accepted_region_path: z.boolean(),
    accepted_replace_path: z.boolean(),
    hull_no_denoise: z.string(),
    hull_published: z.string(),
    boxes_cxcywh: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
    box_mask: z.string().nullable(),
    mask_choice: z.object({ mask: z.string(), temp_mask: z.string() }),
    mask_latent: z.string(),
    temp_mask_latent: z.string(),
    fused: z.record(z.string(), z.string()),
  }),
)

/** The reference's names of the kinds of mask. */
const published = { fine: 'fine', contour: 'hull', box: 'box' } as const

/** A hull's outline depends on who draws it. */
const hullTolerance = 0.005

export const differingShare = (a: Mask, b: Mask): number => {
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY
  return a.data.reduce((n, v, i) => n + (v === b.data[i] ? 0 : 1), 0) / a.data.length
}

export const masksTopic: Topic = {
  name: 'masks',
  cases: async (folder) => {
    const listed = await folder.json('cases.json', cases)
    return listed.map((expected) => ({
      name: expected.name,
      check: async (comparison) => {
        const { width, height, boxes_cxcywh } = expected
        const fine = await folder.mask(expected.mask)
        const contours = countExternalContours(fine)
        comparison.same('area', areaFraction(fine), expected.area_fraction)
        comparison.same('external contours', contours, expected.external_contours)
        const anyContours = { ...defaultMaskRules, minContours: 0, maxContours: Number.POSITIVE_INFINITY }
        const verdicts = [anyContours, publishedMaskRules, defaultMaskRules].map((r) => judgeMask(fine, r).ok)
        const { area_ok, accepted_region_path, accepted_replace_path } = expected
        comparison.same('verdicts', verdicts, [area_ok, accepted_region_path, accepted_replace_path])

        const hull = contourMask(fine, { denoise: 'none' })
        const wantedHull = await folder.mask(expected.hull_no_denoise)
        const wantedPublished = await folder.mask(expected.hull_published)
        comparison.within('hull', differingShare(hull, wantedHull), hullTolerance)
        comparison.within(
          'hull after denoising',
          differingShare(contourMask(fine), wantedPublished),
          hullTolerance,
        )
        const box = detectedBoxMask(width, height, boxes_cxcywh)
        const wantedBox = expected.box_mask ? await folder.mask(expected.box_mask) : createMask(width, height)
        comparison.within('boxes', differingShare(box, wantedBox), 0)

        const choice = chooseMasks(contours)
        comparison.same(
          'choice',
          { mask: published[choice.mask], temp_mask: published[choice.coarse] },
          expected.mask_choice,
        )
        const masks = { fine, contour: hull, box }
        const [mask, coarse] = [latentMask(masks[choice.mask]), latentMask(masks[choice.coarse])]
        const latents = [
          [expected.mask_latent, mask],
          [expected.temp_mask_latent, coarse],
          ...Object.entries(expected.fused).map(
            ([value, file]) => [file, fuseLatentMasks(mask, coarse, Number(value))] as const,
          ),
        ] as const
        for (const [file, made] of latents) {
          const wanted = await folder.tensor(file)
          const dims = [1, 1, made.height, made.width]
          comparison.close(file, { dims, data: made.data }, wanted, { atol: folder.atol(file, 1e-6) })
        }
      },
    }))
  },
}
