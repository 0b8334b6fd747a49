import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { OnnxWriter } from '../../testing/onnx-writer'

// A SAM whose mask follows by hand: the object is where the picture's red, as the encoder is fed it, is above zero, and
// the guess of how good the mask is, is the sum of the labels that the decoder was given.

const graphOf = () => new OnnxWriter({ opset: 17, type: 'float32' })

const put = async (folder: string, name: string, graph: OnnxWriter) => {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, `${name}.onnx`), graph.finish().model)
}

/** Takes `planes` [1,3,32,32], or `pixels` [height,width,3] of 0–255, of which grey 128 is the zero. */
export const writeSamEncoder = async (folder: string, layout: 'planes' | 'pixels'): Promise<void> => {
  const graph = graphOf()
  if (layout === 'planes') {
    const pixels = graph.input('pixel_values', [1, 3, 32, 32])
    graph.add(
      'AveragePool',
      [pixels],
      { kernel_shape: [4, 4], strides: [4, 4] },
      { output: 'image_embeddings' },
    )
  } else {
    const pixels = graph.input('input_image', ['height', 'width', 3])
    const centred = graph.add('Sub', [pixels, graph.weight([1], Float32Array.of(128))])
    const planes = graph.add('Transpose', [centred], { perm: [2, 0, 1] })
    const batch = graph.add('Unsqueeze', [planes, graph.whole(0)])
    graph.add(
      'AveragePool',
      [batch],
      { kernel_shape: [4, 4], strides: [4, 4] },
      { output: 'image_embeddings' },
    )
  }
  graph.output('image_embeddings', [1, 3, 'rows', 'columns'])
  await put(folder, 'vision_encoder', graph)
}

/** The red plane of the embedding, [1,1,8,8]. */
const red = (graph: OnnxWriter): string => {
  const embeddings = graph.input('image_embeddings', [1, 3, 'rows', 'columns'])
  return graph.add('Slice', [embeddings, graph.whole(0), graph.whole(1), graph.whole(1)])
}

/** Meta's contract, without the scaling to the picture's size. */
export const writeMetaDecoder = async (folder: string): Promise<void> => {
  const graph = graphOf()
  const mask = red(graph)
  graph.input('point_coords', [1, 'points', 2])
  const labels = graph.input('point_labels', [1, 'points'])
  graph.add('Identity', [mask], {}, { output: 'masks' })
  graph.add('ReduceSum', [labels, graph.whole(1)], { keepdims: 1 }, { output: 'iou_predictions' })
  graph.output('masks', [1, 1, 'rows', 'columns'])
  graph.output('iou_predictions', [1, 1])
  await put(folder, 'decoder', graph)
}

/** The contract of exports by transformers: points only, two masks of which the second is the better one. */
export const writePointsDecoder = async (folder: string): Promise<void> => {
  const graph = graphOf()
  const mask = graph.add('Unsqueeze', [red(graph), graph.whole(0)])
  graph.input('input_points', [1, 1, 'points', 2])
  const labels = graph.input('input_labels', [1, 1, 'points'], 'int64')
  const values = graph.add('Cast', [labels], { to: 1 })
  const sum = graph.add('ReduceSum', [values, graph.whole(2)], { keepdims: 1 })
  const better = graph.add('Add', [sum, graph.weight([1], Float32Array.of(1))])
  const nothing = graph.add('Sub', [mask, graph.weight([1], Float32Array.of(1e6))])
  graph.add('Concat', [nothing, mask], { axis: 2 }, { output: 'pred_masks' })
  graph.add('Concat', [sum, better], { axis: 2 }, { output: 'iou_scores' })
  graph.output('pred_masks', [1, 1, 2, 'rows', 'columns'])
  graph.output('iou_scores', [1, 1, 2])
  await put(folder, 'prompt_encoder_mask_decoder', graph)
}
