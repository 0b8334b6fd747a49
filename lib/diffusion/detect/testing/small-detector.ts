import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { OnnxWriter } from '../../testing/onnx-writer'

export interface SmallDetector {
  /** Of each query: the probability of each token, in the order of the text's tokens. */
  readonly probabilities: readonly (readonly number[])[]
  readonly boxes: readonly (readonly [number, number, number, number])[]
  /** A fixed size of the pictures, or any. */
  readonly side?: number
  /** Inputs beside the pixels and the ids. */
  readonly inputs?: readonly ('token_type_ids' | 'attention_mask' | 'position_ids')[]
}

const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '.', '?', 'cup', 'spoon', 'red', '##s']
const columns = 16

/** A Grounding DINO that always finds the same. */
export const writeDetector = async (
  folder: string,
  { probabilities, boxes, side, inputs = [] }: SmallDetector,
): Promise<void> => {
  const graph = new OnnxWriter({ opset: 17, type: 'float32' })
  graph.input('pixel_values', [1, 3, side ?? 'height', side ?? 'width'])
  for (const name of ['input_ids', ...inputs]) graph.input(name, [1, 'tokens'], 'int64')
  graph.input('pixel_mask', [1, side ?? 'height', side ?? 'width'], 'int64')
  const logits = new Float32Array(probabilities.length * columns).fill(Number.NEGATIVE_INFINITY)
  for (const [query, row] of probabilities.entries()) {
    for (const [token, p] of row.entries()) logits[query * columns + token] = Math.log(p / (1 - p))
  }
  const answers = {
    logits: graph.weight([1, probabilities.length, columns], logits),
    pred_boxes: graph.weight([1, boxes.length, 4], Float32Array.from(boxes.flat())),
  }
  for (const [output, weight] of Object.entries(answers)) graph.add('Identity', [weight], {}, { output })
  graph.output('logits', [1, probabilities.length, columns])
  graph.output('pred_boxes', [1, boxes.length, 4])
  await mkdir(folder, { recursive: true })
  const put = (name: string, bytes: string | Uint8Array) => writeFile(path.join(folder, name), bytes)
  await Promise.all([
    put('model.onnx', graph.finish().model),
    put('vocab.txt', `${words.join('\n')}\n`),
    put('config.json', JSON.stringify({ model_type: 'grounding-dino' })),
  ])
}
