import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type FloatType, OnnxWriter } from '../../testing/onnx-writer'
import { writeTokenizer } from '../../text/testing/write-tokenizer'

// Encoders of which the features follow by hand: a picture's are the means of its three planes, as the model is fed
// them; a caption's are the mean of its ids, three times.

export interface SmallEncoder {
  readonly type?: FloatType
  readonly side?: number
  /** A fixed batch, or any. */
  readonly batch?: number
  /** Takes the square root of every pixel, which is no number for a dark one. */
  readonly roots?: boolean
}

const open = ({ type = 'float32' }: SmallEncoder) => new OnnxWriter({ opset: 17, type })

const addPicture = (graph: OnnxWriter, { side = 8, batch, roots = false }: SmallEncoder, output: string) => {
  const rows = batch ?? 'batch'
  const pixels = graph.input('pixel_values', [rows, 3, side, side])
  const seen = roots ? graph.add('Sqrt', [pixels]) : pixels
  const means = graph.add('GlobalAveragePool', [seen])
  graph.add('Flatten', [means], { axis: 1 }, { output })
  graph.output(output, [rows, 3])
}

const addCaption = (graph: OnnxWriter, { type = 'float32' }: SmallEncoder, output: string) => {
  const ids = graph.input('input_ids', ['captions', 77], 'int64')
  graph.input('attention_mask', ['captions', 77], 'int64')
  const values = graph.add('Cast', [ids], { to: type === 'float16' ? 10 : 1 })
  const mean = graph.add('ReduceMean', [values], { axes: [1], keepdims: 1 })
  graph.add('Concat', [mean, mean, mean], { axis: 1 }, { output })
  graph.output(output, ['captions', 3])
}

const put = async (folder: string, name: string, graph: OnnxWriter) => {
  await mkdir(path.join(folder, 'onnx'), { recursive: true })
  await writeFile(path.join(folder, 'onnx', `${name}.onnx`), graph.finish().model)
}

const putJson = async (folder: string, name: string, value: object) => {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, name), JSON.stringify(value))
}

/** A CLIP whose halves are `apart` or in one file; normalisation (v − 0.5) / 0.25. */
export const writeClip = async (
  folder: string,
  layout: 'apart' | 'together',
  options: SmallEncoder = {},
): Promise<void> => {
  await putJson(folder, 'config.json', { model_type: 'clip' })
  const half = [0.5, 0.5, 0.5]
  await putJson(folder, 'preprocessor_config.json', { image_mean: half, image_std: [0.25, 0.25, 0.25] })
  await writeTokenizer(folder)
  const first = open(options)
  addPicture(first, options, 'image_embeds')
  const second = layout === 'together' ? first : open(options)
  addCaption(second, options, 'text_embeds')
  if (layout === 'together') return put(folder, 'model', first)
  await put(folder, 'vision_model', first)
  await put(folder, 'text_model', second)
}

/** A DINO with one token, which takes pictures of any size; `output` is what it calls its features. */
export const writeDino = async (
  folder: string,
  { output = 'last_hidden_state', ...options }: SmallEncoder & { readonly output?: string } = {},
): Promise<void> => {
  await putJson(folder, 'config.json', { model_type: 'vit', image_size: options.side ?? 8 })
  const graph = open(options)
  const pixels = graph.input('pixel_values', ['batch', 3, 'height', 'width'])
  const means = graph.add('GlobalAveragePool', [pixels])
  const flat = graph.add('Flatten', [means], { axis: 1 })
  graph.add('Unsqueeze', [flat, graph.whole(1)], {}, { output })
  graph.output(output, ['batch', 1, 3])
  await put(folder, 'model', graph)
}
