import {
  type ImageProcessorConfig,
  imageProcessorConfig,
  type TransformersConfig,
  transformersConfig,
} from './configs'
import { type ModelFolder, openFolder, type Precision } from './open-folder'

/** A transformers model on disk, as the hub publishes it: config.json beside onnx/ or *.onnx at the root. */
export interface HubFolder {
  readonly folder: ModelFolder
  readonly root: string
  readonly config: TransformersConfig
  /** Null where the repository has no preprocessor_config.json. */
  readonly processor: ImageProcessorConfig | null
  /** The path of one of its graphs: `model`, `vision_model`, `vision_encoder`, …; `not-found` if it has none. */
  onnx(stem: string): string
  has(stem: string): boolean
}

/** Errors: `not-found` or `bad-input` naming the file. */
export const openHubFolder = async (root: string, precision?: Precision): Promise<HubFolder> => {
  const folder = await openFolder(root)
  const onnx = (stem: string) => folder.onnx(['onnx', '', 'meta'], stem, precision)
  return {
    folder,
    root: folder.root,
    config: await folder.readJson('config.json', transformersConfig),
    processor: folder.has('preprocessor_config.json')
      ? await folder.readJson('preprocessor_config.json', imageProcessorConfig)
      : null,
    onnx,
    has: (stem) => {
      try {
        return Boolean(onnx(stem))
      } catch {
        return false
      }
    },
  }
}
