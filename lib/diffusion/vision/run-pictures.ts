import type { Affine } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import type { OnnxModel } from '../onnx/open-session'
import type { Ints, Tensor } from '../onnx/tensors'
import { type Features, featureRows } from './features'
import { imageInput } from './image-input'
import { inBatches } from './in-batches'
import type { Look } from './looks'

export type Feeds = Readonly<Record<string, Tensor | Ints>>

interface Sight {
  readonly model: OnnxModel
  /** The output that holds the features. */
  readonly output: string
  readonly side: number
  readonly levels: Affine
  /** How many pictures go into one run where the model takes any number. */
  readonly most: number
  /** What else the model has to be fed. */
  readonly beside?: Feeds
}

/** A feature vector of each picture. Pixels are prepared run by run, so memory does not grow with their number. */
export const runPictures = async (
  { model, output, side, levels, most, beside }: Sight,
  pictures: readonly Raster[],
  look: Look,
): Promise<Features[]> => {
  const size = 3 * side * side
  const results: Features[] = []
  for (const { from, count, rows } of inBatches(imageInput(model), pictures.length, most)) {
    const data = new Float32Array(rows * size)
    for (const [i, picture] of pictures.slice(from, from + count).entries()) {
      look(picture, { data, at: i * size }, side, levels)
    }
    const feeds = { ...beside, pixel_values: { dims: [rows, 3, side, side], data } }
    const { [output]: found } = await model.run(feeds, [output])
    if (found) results.push(...featureRows(found, count, model.file))
  }
  return results
}
