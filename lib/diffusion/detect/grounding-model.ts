import { z } from 'zod'
import { writePlanes } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import { resizeRaster } from '@/lib/imaging/resample'
import { ExemplarError } from '@/lib/platform/errors'
import { openHubFolder } from '../models/open-hub-folder'
import { type OnnxModel, type OpenOptions, openModel } from '../onnx/open-session'
import type { Ints, Tensor } from '../onnx/tensors'
import { imageInput, imageNet, levelsOf } from '../vision/image-input'
import { orRelease } from '../vision/or-release'
import { requiredOutput } from '../vision/required-output'
import { openBertTokenizer } from './bert-tokenizer'
import { detectionText } from './detection-text'
import { detectorInputSize } from './input-size'
import { textInputs } from './text-inputs'

const groundingConfig = z.looseObject({ max_text_len: z.int().positive().default(256) })

/** What a detector answers about one picture and one text. */
export interface GroundingPrediction {
  /** The text that it read, and its ids. */
  readonly text: string
  readonly ids: readonly number[]
  /** Probability that query q means token t, [Q, T]. */
  readonly scores: Tensor
  /** [Q, 4]: centre, width, height as shares of the picture. */
  readonly boxes: Tensor
}

export interface GroundingModel {
  /** Errors: `bad-input` for a caption that names nothing, `refused` where the model gives what is no number. */
  predict(picture: Raster, caption: string): Promise<GroundingPrediction>
  /** The words of some of a prediction's tokens. */
  words(ids: readonly number[]): string
  readonly files: readonly string[]
  readonly sessionMs: number
  release(): Promise<void>
}

/** Exports by transformers and of the original code call the same things differently. */
const interfaceOf = (model: OnnxModel) => {
  const pixels = model.inputs.has('img') ? 'img' : 'pixel_values'
  const fix = 'Use an export of Grounding DINO.'
  return {
    pixels,
    spec: imageInput(model, pixels),
    logits: requiredOutput(model, ['logits'], fix),
    boxes: requiredOutput(model, ['pred_boxes', 'boxes'], fix),
  }
}

/** Opens a Grounding DINO of the hub. Errors: `not-found`, `bad-input`, `unsupported`, naming the file and tensor. */
export const openGroundingModel = async (
  folder: string,
  options: OpenOptions = {},
): Promise<GroundingModel> => {
  const hub = await openHubFolder(folder)
  const { max_text_len } = await hub.folder.readJson('config.json', groundingConfig)
  const tokenizer = await openBertTokenizer(hub.folder)
  const model = await openModel(hub.onnx('model'), options)
  const names = await orRelease([model], () => interfaceOf(model))
  const levels = levelsOf(hub.processor, imageNet)
  const ends = ['[CLS]', '[SEP]', '.', '?'].flatMap((token) => tokenizer.id(token) ?? [])
  const separators = new Set(ends)

  const pictureInputs = (picture: Raster): Record<string, Tensor | Ints> => {
    const { width, height } = detectorInputSize(names.spec, hub.processor, picture)
    const data = new Float32Array(3 * width * height)
    writePlanes(resizeRaster(picture, width, height, 'bilinear'), { data, at: 0, width, height }, levels)
    return {
      [names.pixels]: { dims: [1, 3, height, width], data },
      pixel_mask: { dims: [1, height, width], data: new Int32Array(width * height).fill(1) },
    }
  }

  return {
    words: (ids) => tokenizer.decode(ids),
    files: [model.file],
    get sessionMs() {
      return model.sessionMs
    },
    release: () => model.release(),
    predict: async (picture, caption) => {
      const text = detectionText(caption)
      const ids = tokenizer.encode(text).slice(0, max_text_len)
      const all = { ...pictureInputs(picture), ...textInputs(ids, separators) }
      const feeds = Object.fromEntries(Object.entries(all).filter(([name]) => model.inputs.has(name)))
      const found = await model.run(feeds, [names.logits, names.boxes])
      const { [names.logits]: logits, [names.boxes]: boxes } = found
      if (!logits || !boxes) throw new ExemplarError('internal', `${model.file} gave no boxes.`)
      const scores = probabilities(logits, ids.length)
      if (scores.data.some(Number.isNaN) || boxes.data.some(Number.isNaN)) {
        throw new ExemplarError('refused', `${model.file} gave boxes that are not numbers.`, {
          field: model.file,
          fix: 'Use the float32 export of the model; half precision can overflow.',
        })
      }
      return { text, ids, scores, boxes: { dims: boxes.dims.slice(-2), data: boxes.data } }
    },
  }
}

/** sigmoid([1, Q, columns]) of the text's own columns; what lies beyond it is −∞ and so 0. */
const probabilities = ({ dims, data }: Tensor, tokens: number): Tensor => {
  const [queries = 0, columns = 0] = dims.slice(-2)
  const scores = new Float32Array(queries * tokens)
  for (let query = 0; query < queries; query++) {
    for (let token = 0; token < Math.min(tokens, columns); token++) {
      scores[query * tokens + token] = 1 / (1 + Math.exp(-(data[query * columns + token] as number)))
    }
  }
  return { dims: [queries, tokens], data: scores }
}
