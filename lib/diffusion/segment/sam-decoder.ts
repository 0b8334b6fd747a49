import type { Point } from '@/lib/imaging/frame'
import type { Mask } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { type OnnxModel, type OpenOptions, openModel } from '../onnx/open-session'
import type { Ints, Tensor } from '../onnx/tensors'
import { logitsInFrame, logitsToMask } from './logits-to-mask'
import type { SamImage } from './sam-encoder'
import { toSamFrame } from './sam-frame'

/** Two corners, in pixels of the picture. */
export interface SamBox {
  readonly from: Point
  readonly to: Point
}

/** 1: the object; 0: not the object; −1 (padding) and −10 (ignored) fill a row up and mean nothing. */
export type SamLabel = 1 | 0 | -1 | -10

export interface SamPrompt {
  /** In pixels of the picture. */
  readonly points: readonly (Point & { readonly label: SamLabel })[]
  readonly box: SamBox | null
}

export interface SamAnswer {
  /** Of the picture's size, 0 or 255. */
  readonly mask: Mask
  /** The model's own guess of the mask's intersection over union; not bounded to 0–1. */
  readonly score: number
  /** Every mask that the model gives for the prompt: [masks, h, w] logits of the square, and the guesses. */
  readonly lowRes: Tensor
  readonly scores: Float32Array
}

/**
 * `boxes`: Meta's own export, in which a box is two points labelled 2 and 3. `points`: the one by transformers, which
 * knows labels 0 and 1 only, so that a box cannot be expressed with it.
 */
export type SamContract = 'boxes' | 'points'

export interface SamDecoder {
  readonly file: string
  readonly contract: SamContract
  /**
   * Errors: `bad-input` for a prompt of nothing, `unsupported` for a box that the model cannot take, `refused` where it
   * gives what is no number.
   */
  decode(image: SamImage, prompt: SamPrompt): Promise<SamAnswer>
  readonly sessionMs: number
  release(): Promise<void>
}

/** How Meta's model labels the corners of a box, and the point that stands where there is none. */
const corner = { from: 2, to: 3 } as const
const padding = { at: { x: 0, y: 0 }, label: -1 } as const

interface Marks {
  readonly coords: Float32Array // [N, 2] in the frame
  readonly labels: readonly number[]
}

const marksOf = ({ frame }: SamImage, { points, box }: SamPrompt, contract: SamContract): Marks => {
  const at = (point: Point) => toSamFrame(frame, point)
  const given = points.map((point) => ({ at: at(point), label: point.label as number }))
  const corners = box
    ? [
        { at: at(box.from), label: corner.from },
        { at: at(box.to), label: corner.to },
      ]
    : []
  // Meta's model was trained to see a padding point wherever there is no box; the other adds it itself.
  const marks = [...given, ...corners, ...(contract === 'boxes' && !box ? [padding] : [])]
  return {
    coords: Float32Array.from(marks.flatMap(({ at }) => [at.x, at.y])),
    labels: marks.map((mark) => mark.label),
  }
}

/** Opens SAM's mask decoder. Errors: `not-found`, `bad-input`, `unsupported`, naming the file and its inputs. */
export const openSamDecoder = async (file: string, options: OpenOptions = {}): Promise<SamDecoder> => {
  const model = await openModel(file, options)
  const contract = contractOf(model)
  if (!contract) {
    await model.release()
    throw new ExemplarError(
      'unsupported',
      `${file} is no mask decoder of SAM: its inputs are ${[...model.inputs.keys()].join(', ')}.`,
      {
        field: 'point_coords',
        fix: 'Expected are point_coords and point_labels, or input_points and input_labels.',
      },
    )
  }
  return {
    file,
    contract,
    get sessionMs() {
      return model.sessionMs
    },
    release: () => model.release(),
    decode: async (image, prompt) => {
      if (prompt.points.length === 0 && !prompt.box) {
        throw new ExemplarError('bad-input', 'Nothing is marked.', {
          field: 'prompt',
          fix: 'Click on the object, or draw a box round it.',
        })
      }
      if (prompt.box && contract === 'points') throw boxesUnsupported(file)
      const marks = marksOf(image, prompt, contract)
      return contract === 'boxes'
        ? decodeMeta(model, image, marks, prompt)
        : decodePoints(model, image, marks)
    },
  }
}

const contractOf = ({ inputs }: OnnxModel): SamContract | null => {
  if (inputs.has('point_coords') && inputs.has('point_labels')) return 'boxes'
  return inputs.has('input_points') && inputs.has('input_labels') ? 'points' : null
}

export const boxesUnsupported = (file: string): ExemplarError =>
  new ExemplarError('unsupported', `${file} takes points only, and no box.`, {
    field: 'box',
    fix: 'Click on the object, or use a decoder of Meta’s export (point_coords, point_labels).',
  })

/** The embeddings that the decoder has inputs for. */
const embeddingFeeds = ({ inputs }: OnnxModel, { embeddings }: SamImage): Record<string, Tensor | Ints> =>
  Object.fromEntries(Object.entries(embeddings).filter(([name]) => inputs.has(name)))

const decodeMeta = async (
  model: OnnxModel,
  image: SamImage,
  { coords, labels }: Marks,
  prompt: SamPrompt,
): Promise<SamAnswer> => {
  const { frame } = image
  const count = labels.length
  const [, , lowHeight = 256, lowWidth = 256] = model.inputs.get('mask_input')?.dims ?? []
  const low = [1, 1, Number(lowHeight) || 256, Number(lowWidth) || 256]
  // The model scales its four masks up to this size. A large picture's would take gigabytes, so they are asked for at
  // the frame's, which is where the model makes them anyway, and scaled up from there.
  const { picture } = frame
  const size = picture.width * picture.height <= frame.width * frame.height ? picture : frame
  const optional = {
    mask_input: { dims: low, data: new Float32Array((low[2] ?? 0) * (low[3] ?? 0)) },
    has_mask_input: { dims: [1], data: new Float32Array(1) },
    orig_im_size: { dims: [2], data: Float32Array.of(size.height, size.width) },
  }
  const found = await model.run({
    ...embeddingFeeds(model, image),
    ...Object.fromEntries(Object.entries(optional).filter(([name]) => model.inputs.has(name))),
    point_coords: { dims: [1, count, 2], data: coords },
    point_labels: { dims: [1, count], data: Float32Array.from(labels) },
  })
  const { masks, iou_predictions: scores, low_res_masks: lowRes = masks } = found
  if (!masks || !scores || !lowRes) throw noMasks(model)
  const index = chooseMask(scores.data, prompt.box ? 'box' : prompt.points.length)
  const scaled = model.inputs.has('orig_im_size')
  const plane = planeOf(scaled ? masks : lowRes, index, model.file)
  return {
    mask: logitsToMask(scaled ? plane : logitsInFrame(plane, frame), frame),
    score: scores.data[index] as number,
    lowRes: { dims: lowRes.dims.slice(-3), data: lowRes.data },
    scores: scores.data,
  }
}

const decodePoints = async (
  model: OnnxModel,
  image: SamImage,
  { coords, labels }: Marks,
): Promise<SamAnswer> => {
  const count = labels.length
  const found = await model.run({
    ...embeddingFeeds(model, image),
    input_points: { dims: [1, 1, count, 2], data: coords },
    input_labels: { dims: [1, 1, count], data: Int32Array.from(labels) },
  })
  const { pred_masks: masks, iou_scores: scores } = found
  if (!masks || !scores) throw noMasks(model)
  const index = best(scores.data, 0)
  const plane = planeOf(masks, index, model.file)
  return {
    mask: logitsToMask(logitsInFrame(plane, image.frame), image.frame),
    score: scores.data[index] as number,
    lowRes: { dims: masks.dims.slice(-3), data: masks.data },
    scores: scores.data,
  }
}

/**
 * Which mask answers the prompt. The first of Meta's four is for prompts that mean one thing; the other three are an
 * object, its part and its whole, for a single click, which may mean any of them.
 */
const chooseMask = (scores: Float32Array, marks: 'box' | number): number =>
  scores.length > 1 && marks === 1 ? best(scores, 1) : 0

const best = (scores: Float32Array, from: number): number => {
  let index = from
  for (let i = from; i < scores.length; i++) {
    if ((scores[i] as number) > (scores[index] as number)) index = i
  }
  return index
}

const planeOf = ({ dims, data }: Tensor, index: number, file: string) => {
  const [height = 0, width = 0] = dims.slice(-2)
  const plane = data.subarray(index * width * height, (index + 1) * width * height)
  if (plane.length > 0 && !Number.isNaN(plane[0])) return { width, height, data: plane }
  throw new ExemplarError('refused', `${file} gave a mask that is not made of numbers.`, {
    field: file,
    fix: 'Use the float32 export of the model; half precision can overflow.',
  })
}

const noMasks = ({ file, outputs }: OnnxModel): ExemplarError =>
  new ExemplarError(
    'unsupported',
    `${file} gives ${[...outputs.keys()].join(', ')} and no masks with scores.`,
    {
      field: 'masks',
      fix: 'Expected are masks and iou_predictions, or pred_masks and iou_scores.',
    },
  )
