import path from 'node:path'
import { z } from 'zod'
import { decodeRaster } from '@/lib/imaging/codec'
import { unionMasks } from '@/lib/imaging/masks/combine'
import type { Mask } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import type { Tensor } from '../../onnx/tensors'
import type { SamContract, SamDecoder, SamLabel } from '../../segment/sam-decoder'
import { toSamFrame } from '../../segment/sam-frame'
import { openSamParts } from '../../segment/sam-model'
import type { CaseFolder } from '../case-folder'
import { openSampler } from '../samples'
import type { Topic } from '../topic'
import { differingShare } from './masks'

const point = z.tuple([z.number(), z.number()])
const corners = z.tuple([z.number(), z.number(), z.number(), z.number()])
const label = z.union([z.literal(1), z.literal(0), z.literal(-1), z.literal(-10)])
const cases = z.array(
  z.object({
    image: z.string(),
    exact_input: z.boolean(),
    width: z.int(),
    height: z.int(),
    resized: z.tuple([z.int(), z.int()]),
    pixel_values_sample: z.string(),
    image_embeddings: z.string(),
    boxes: z.array(
      z.object({
        box_xyxy: corners,
        box_in_model_frame: corners,
        iou: z.number(),
        low_res: z.string(),
        mask: z.string(),
      }),
    ),
    union_mask: z.string(),
    points: z.object({
      points: z.array(z.array(point)),
      labels: z.array(z.array(label)),
      points_in_model_frame: z.array(z.array(point)),
      iou_scores: z.array(z.number()),
      pred_masks: z.string(),
    }),
  }),
)

const maskTolerance = 0.03

const openParts = async (folder: CaseFolder) => {
  const role = folder.model('sam')
  return folder.keep(`sam ${role}`, async () => {
    const parts = await openSamParts(role)
    return {
      ...parts,
      decoder: (contract: SamContract): SamDecoder => {
        const found = parts.decoders.find((decoder) => decoder.contract === contract)
        if (found) return found
        throw new ExemplarError('not-found', `${role} has no decoder that takes ${contract}.`)
      },
      release: async () => {
        await Promise.all([parts.encoder, ...parts.decoders].map((part) => part.release()))
      },
    }
  })
}

export const samTopic: Topic = {
  name: 'sam',
  cases: async (folder) => {
    const listed = await folder.json('cases.json', cases)
    const sampled = await openSampler(folder)
    return listed.map((expected) => ({
      name: path.basename(expected.image),
      check: async (comparison) => {
        const { encoder, decoder } = await openParts(folder)
        const file = folder.path(path.join('..', '..', expected.image))
        const picture = await decodeRaster(file, { profile: 'ignore' })
        comparison.same('size', [picture.width, picture.height], [expected.width, expected.height])
        const compareSample = async (name: string, whole: Tensor, loose: number) => {
          const wanted = await folder.tensor(name)
          const atol = folder.atol(name, expected.exact_input ? 1e-3 : loose)
          comparison.close(name, sampled(name, whole, wanted.dims), wanted, { atol })
        }

        const { frame, input } = encoder.prepare(picture)
        comparison.same('resized', [frame.width, frame.height], expected.resized)
        await compareSample(expected.pixel_values_sample, input, 0.05)
        const image = await encoder.embed(picture)
        const { image_embeddings: embeddings } = image.embeddings
        if (embeddings) await compareSample(expected.image_embeddings, embeddings, 0.02)

        const masks: Mask[] = []
        for (const box of expected.boxes) {
          const [x0, y0, x1, y1] = box.box_xyxy
          const [from, to] = [toSamFrame(frame, { x: x0, y: y0 }), toSamFrame(frame, { x: x1, y: y1 })]
          comparison.close('box in the frame', [from.x, from.y, to.x, to.y], box.box_in_model_frame, {
            atol: 1e-3,
          })
          const answer = await decoder('boxes').decode(image, {
            points: [],
            box: { from: { x: x0, y: y0 }, to: { x: x1, y: y1 } },
          })
          await compareSample(box.low_res, answer.lowRes, 0.01)
          const atol = folder.atol(box.low_res, 0.01)
          comparison.close('guess of a box’s mask', [answer.score], [box.iou], { atol })
          const wanted = await folder.mask(box.mask)
          comparison.within(box.mask, differingShare(answer.mask, wanted), maskTolerance)
          masks.push(answer.mask)
        }
        const union = masks.reduce(unionMasks)
        const wantedUnion = await folder.mask(expected.union_mask)
        comparison.within(expected.union_mask, differingShare(union, wantedUnion), maskTolerance)

        const { points, labels, points_in_model_frame, iou_scores, pred_masks } = expected.points
        const marks = (points[0] ?? []).map(([x, y], i) => ({ x, y, label: labels[0]?.[i] as SamLabel }))
        const inFrame = marks.flatMap((mark) => Object.values(toSamFrame(frame, mark)))
        comparison.close('points in the frame', inFrame, points_in_model_frame.flat(2), { atol: 1e-3 })
        const answer = await decoder('points').decode(image, { points: marks, box: null })
        await compareSample(pred_masks, answer.lowRes, 0.01)
        const atol = folder.atol(pred_masks, 0.01)
        comparison.close('guesses of the points’ masks', answer.scores, iou_scores, { atol })
      },
    }))
  },
}
