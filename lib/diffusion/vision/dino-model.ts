import { z } from 'zod'
import type { Affine } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { openHubFolder } from '../models/open-hub-folder'
import { type OnnxModel, type OpenOptions, openModel } from '../onnx/open-session'
import type { Features } from './features'
import { fixedSide, imageInput, imageNet, levelsOf } from './image-input'
import type { Look } from './looks'
import { orRelease } from './or-release'
import { runPictures } from './run-pictures'

const sized = z.looseObject({ image_size: z.int().positive().optional() })

/** 518² pictures take a hundred times the memory of their features. */
const mostPictures = 8

/** DINO and DINOv2: a picture's features are its class token after the last norm. */
export interface DinoModel {
  /** Side of the square that it sees, and the normalisation that it was trained with. */
  readonly side: number
  readonly levels: Affine
  /** A vector a picture, not normalised. */
  pictures(pictures: readonly Raster[], look: Look): Promise<Features[]>
  readonly files: readonly string[]
  readonly sessionMs: number
  release(): Promise<void>
}

/**
 * Opens model.onnx of a hub folder. `publishedSide` is used where neither the graph nor config.json fixes the size.
 * Errors: `not-found`, `bad-input` or `unsupported`, naming the file and the tensor.
 */
export const openDinoModel = async (
  folder: string,
  publishedSide: number,
  options: OpenOptions = {},
): Promise<DinoModel> => {
  const hub = await openHubFolder(folder)
  const config = await hub.folder.readJson('config.json', sized)
  const model = await openModel(hub.onnx('model'), options)
  return orRelease([model], () => {
    const sight = {
      model,
      output: classTokenOutput(model),
      side: fixedSide(imageInput(model), config.image_size ?? publishedSide),
      levels: levelsOf(hub.processor, imageNet),
      most: mostPictures,
    }
    return {
      side: sight.side,
      levels: sight.levels,
      files: [model.file],
      get sessionMs() {
        return model.sessionMs
      },
      pictures: (pictures, look) => runPictures(sight, pictures, look),
      release: () => model.release(),
    }
  })
}

/** The pooler of a ViT export is a layer that DINO never trained, so the tokens are asked for and not the pooler. */
const classTokenOutput = (model: OnnxModel): string => {
  if (model.outputs.has('last_hidden_state')) return 'last_hidden_state'
  const flat = [...model.outputs.values()].filter(({ dims }) => dims.length === 2)
  if (flat.length === 1 && flat[0]) return flat[0].name
  throw new ExemplarError(
    'unsupported',
    `${model.file} has no output last_hidden_state; it has ${[...model.outputs.keys()].join(', ')}.`,
    { field: 'last_hidden_state', fix: 'Export it with optimum, task feature-extraction.' },
  )
}
