import { z } from 'zod'
import type { Affine } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { openHubFolder } from '../models/open-hub-folder'
import { type OnnxModel, type OpenOptions, openModel } from '../onnx/open-session'
import type { ClipTokenizer } from '../text/clip-tokenizer'
import { openTokenizer } from '../text/open-tokenizer'
import { type Features, featureRows } from './features'
import { fixedSide, imageInput, levelsOf, openAiClip } from './image-input'
import { inBatches } from './in-batches'
import type { Look } from './looks'
import { orRelease } from './or-release'
import { requiredOutput } from './required-output'
import { type Feeds, runPictures } from './run-pictures'

const clipConfig = z.looseObject({
  vision_config: z.looseObject({ image_size: z.int().positive().default(224) }).optional(),
})

const mostPictures = 16
const mostCaptions = 64

/** Both towers of a CLIP model. Features are as the export gives them: normalised in some, not in others. */
export interface ClipModel {
  /** Side of the square that it sees, and the normalisation that it was trained with. */
  readonly side: number
  readonly levels: Affine
  pictures(pictures: readonly Raster[], look: Look): Promise<Features[]>
  /** As OpenAI's `clip.tokenize(truncate=True)`: cut to 77 ids of which the last ends the text, padded with 0. */
  captions(texts: readonly string[]): Promise<Features[]>
  /** False where the export normalises the picture's features itself, so that their lengths are lost. */
  readonly keepsLengths: boolean
  readonly files: readonly string[]
  readonly sessionMs: number
  release(): Promise<void>
}

interface Towers {
  readonly vision: OnnxModel
  readonly text: OnnxModel
}

/** The two halves where a repository has them apart: half the work a call, and features with their lengths. */
const openTowers = async (
  hub: Awaited<ReturnType<typeof openHubFolder>>,
  options: OpenOptions,
): Promise<Towers> => {
  if (hub.has('vision_model') && hub.has('text_model')) {
    const vision = await openModel(hub.onnx('vision_model'), options)
    return orRelease([vision], async () => ({
      vision,
      text: await openModel(hub.onnx('text_model'), options),
    }))
  }
  const both = await openModel(hub.onnx('model'), options)
  return { vision: both, text: both }
}

const withProjections = 'Use the export with projections (CLIPModel, not CLIPVisionModel).'

/**
 * Opens the CLIP model of a hub folder: vision_model.onnx and text_model.onnx, or model.onnx with both, and the
 * tokenizer beside them.
 * Errors: `not-found`, `bad-input` or `unsupported`, naming the file and the tensor.
 */
export const openClipModel = async (folder: string, options: OpenOptions = {}): Promise<ClipModel> => {
  const hub = await openHubFolder(folder)
  const config = await hub.folder.readJson('config.json', clipConfig)
  const tokenizer = await openTokenizer(folder)
  const { vision, text } = await openTowers(hub, options)
  const models = vision === text ? [vision] : [vision, text]
  return orRelease(models, () => {
    const side = fixedSide(imageInput(vision), config.vision_config?.image_size ?? 224)
    const sight = {
      model: vision,
      output: requiredOutput(vision, ['image_embeds'], withProjections),
      side,
      levels: levelsOf(hub.processor, openAiClip),
      most: mostPictures,
      beside: unasked(vision, 'text', side),
    }
    requireLength(text)
    const textOutput = requiredOutput(text, ['text_embeds'], withProjections)
    return {
      side,
      levels: sight.levels,
      keepsLengths: vision !== text,
      files: models.map((model) => model.file),
      pictures: (pictures, look) => runPictures(sight, pictures, look),
      captions: (texts) => runCaptions(text, textOutput, tokenizer, texts, side),
      get sessionMs() {
        return models.reduce((sum, model) => sum + model.sessionMs, 0)
      },
      release: async () => {
        await Promise.all(models.map((model) => model.release()))
      },
    }
  })
}

const sequenceLength = 77

/** Errors: `unsupported` where the text tower is fixed to another length than CLIP's. */
const requireLength = ({ file, inputs }: OnnxModel): void => {
  const length = inputs.get('input_ids')?.dims[1]
  if (typeof length !== 'number' || length === sequenceLength) return
  throw new ExemplarError('unsupported', `${file} reads ${length} tokens; CLIP reads ${sequenceLength}.`, {
    field: 'input_ids',
    fix: 'Use a CLIP model, or export it with a free sequence length.',
  })
}

const textFeeds = (model: OnnxModel, ids: Int32Array): Feeds => {
  const dims = [ids.length / sequenceLength, sequenceLength]
  const feeds = { input_ids: { dims, data: ids } }
  if (!model.inputs.has('attention_mask')) return feeds
  // OpenAI's model has no mask: the text tower looks back only, so what follows the end of the text changes nothing.
  return { ...feeds, attention_mask: { dims, data: new Int32Array(ids.length).fill(1) } }
}

/** What a model with both towers is fed for the one that is not asked for: an empty text, a black picture. */
const unasked = (model: OnnxModel, tower: 'text' | 'picture', side: number): Feeds => {
  const input = tower === 'text' ? 'input_ids' : 'pixel_values'
  const batch = model.inputs.get(input)?.dims[0]
  if (batch === undefined) return {}
  const rows = typeof batch === 'number' && batch > 0 ? batch : 1
  if (tower === 'text') return textFeeds(model, new Int32Array(rows * sequenceLength))
  const dims = [rows, 3, side, side]
  return { pixel_values: { dims, data: new Float32Array(rows * 3 * side * side) } }
}

const runCaptions = async (
  model: OnnxModel,
  output: string,
  tokenizer: ClipTokenizer,
  texts: readonly string[],
  side: number,
): Promise<Features[]> => {
  const spec = model.inputs.get('input_ids')
  if (!spec)
    throw new ExemplarError('unsupported', `${model.file} has no input input_ids.`, { field: 'input_ids' })
  const results: Features[] = []
  for (const { from, count, rows } of inBatches(spec, texts.length, mostCaptions)) {
    const ids = new Int32Array(rows * sequenceLength)
    for (let i = 0; i < count; i++) {
      ids.set(tokenizer.encodePadded(texts[from + i] as string, 0), i * sequenceLength)
    }
    const feeds = { ...unasked(model, 'picture', side), ...textFeeds(model, ids) }
    const { [output]: found } = await model.run(feeds, [output])
    if (found) results.push(...featureRows(found, count, model.file))
  }
  return results
}
