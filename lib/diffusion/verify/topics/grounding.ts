import path from 'node:path'
import { z } from 'zod'
import { decodeRaster } from '@/lib/imaging/codec'
import { detectedBoxMask } from '@/lib/imaging/masks/box-mask'
import { openGroundingModel } from '../../detect/grounding-model'
import { type Detection, keepDetections } from '../../detect/keep-detections'
import type { Comparison } from '../comparison'
import type { Topic } from '../topic'
import { differingShare } from './masks'

const kept = z.object({
  query: z.int(),
  score: z.number(),
  box_cxcywh: z.tuple([z.number(), z.number(), z.number(), z.number()]),
})
const cases = z.array(
  z.object({
    image: z.string(),
    caption: z.string(),
    text: z.string(),
    input_ids: z.array(z.int()),
    box_threshold: z.number(),
    exact_input: z.boolean(),
    scores: z.string(),
    pred_boxes: z.string(),
    kept: z.array(kept),
    box_mask: z.string(),
  }),
)

const byScore = (a: { score: number }, b: { score: number }) => b.score - a.score

/** The kept boxes as a set: a query's place in the model's ranking may change with the resampler. */
const compareSets = (
  comparison: Comparison,
  found: readonly Detection[],
  wanted: readonly z.infer<typeof kept>[],
  atol: number,
) => {
  comparison.same('how many are kept', found.length, wanted.length)
  const [actual, expected] = [[...found].sort(byScore), [...wanted].sort(byScore)]
  const pairs = expected.flatMap((e, i) => (actual[i] ? [[actual[i], e] as const] : []))
  comparison.close(
    'scores kept',
    pairs.map(([a]) => a.score),
    pairs.map(([, e]) => e.score),
    { atol },
  )
  comparison.close(
    'boxes kept',
    pairs.flatMap(([a]) => a.box),
    pairs.flatMap(([, e]) => e.box_cxcywh),
    { atol },
  )
}

export const groundingTopic: Topic = {
  name: 'grounding',
  cases: async (folder) => {
    const listed = await folder.json('cases.json', cases)
    return listed.map((expected) => ({
      name: expected.caption.trim(),
      check: async (comparison) => {
        const role = folder.model('grounding')
        const model = await folder.keep(`grounding ${role}`, () => openGroundingModel(role))
        const file = folder.path(path.join('..', '..', expected.image))
        const picture = await decodeRaster(file, { profile: 'ignore' })
        const prediction = await model.predict(picture, expected.caption)
        comparison.same('text', prediction.text, expected.text)
        comparison.same('ids', prediction.ids, expected.input_ids)
        const atol = (name: string) => folder.atol(name, expected.exact_input ? 1e-4 : 1e-2)
        const detections = keepDetections(prediction, { box: expected.box_threshold, text: 0.25 })
        if (expected.exact_input) {
          const scores = await folder.tensor(expected.scores)
          const boxes = await folder.tensor(expected.pred_boxes)
          comparison.close(expected.scores, prediction.scores, scores, { atol: atol(expected.scores) })
          comparison.close(expected.pred_boxes, prediction.boxes, boxes, { atol: atol(expected.pred_boxes) })
          comparison.same(
            'queries kept',
            detections.map((d) => d.query),
            expected.kept.map((k) => k.query),
          )
        }
        compareSets(comparison, detections, expected.kept, atol(expected.scores))
        const boxes = detections.map(({ box }) => box)
        const mask = detectedBoxMask(picture.width, picture.height, boxes)
        const wantedMask = await folder.mask(expected.box_mask)
        comparison.within('box mask', differingShare(mask, wantedMask), expected.exact_input ? 0 : 0.03)
      },
    }))
  },
}
