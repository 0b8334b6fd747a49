import { ExemplarError } from '@/lib/platform/errors'
import {
  pipelineIndex,
  type SchedulerConfig,
  schedulerConfig,
  type TextEncoderConfig,
  textEncoderConfig,
  type UnetConfig,
  unetConfig,
  type VaeConfig,
  vaeConfig,
} from './configs'
import { type ModelFolder, openFolder, type Precision } from './open-folder'

interface TextEncoder {
  /** The ONNX file. */
  readonly file: string
  readonly config: TextEncoderConfig
}

/** An SDXL pipeline on disk, every file of it present. */
export interface DiffusionFolder {
  readonly folder: ModelFolder
  readonly root: string
  /** Without a negative prompt the unconditional embeddings are zeros, not those of the empty prompt. */
  readonly zerosForEmptyPrompt: boolean
  readonly scheduler: SchedulerConfig
  /** The UNet as exported; `prepare` writes the controlled graph beside it. */
  readonly unet: { readonly file: string; readonly config: UnetConfig }
  readonly vae: { readonly encoder: string; readonly decoder: string; readonly config: VaeConfig }
  readonly textEncoder: TextEncoder
  readonly textEncoder2: TextEncoder
  /** Folders, relative to the root, for `folder.has` and `folder.path`. */
  readonly tokenizer: string
  readonly tokenizer2: string
}

const pipelines = [
  'StableDiffusionXLPipeline',
  'StableDiffusionXLImg2ImgPipeline',
  'StableDiffusionXLInpaintPipeline',
]
const isPipeline = (name: string) => pipelines.includes(name.replace(/^(ORT|Onnx)/, ''))

/**
 * Reads an SDXL pipeline as optimum exports it: model_index.json, scheduler/, tokenizer/, tokenizer_2/,
 * text_encoder/, text_encoder_2/, unet/, vae_encoder/, vae_decoder/. No weights are loaded.
 * Errors: `not-found` or `bad-input` naming the file; `unsupported` for another kind of pipeline.
 */
export const openDiffusionFolder = async (root: string, precision?: Precision): Promise<DiffusionFolder> => {
  const folder = await openFolder(root)
  const index = await folder.readJson('model_index.json', pipelineIndex)
  if (!isPipeline(index._class_name))
    throw new ExemplarError(
      'unsupported',
      `${folder.root} is a ${index._class_name}; the edit engine runs Stable Diffusion XL.`,
      { field: 'model_index.json', fix: 'Use an ONNX export of stabilityai/sdxl-turbo.' },
    )
  const encoder = async (name: string): Promise<TextEncoder> => ({
    file: folder.onnx([name], 'model', precision),
    config: await folder.readJson(`${name}/config.json`, textEncoderConfig),
  })
  const vaeFile = ['vae_decoder/config.json', 'vae/config.json'].find((file) => folder.has(file))
  return {
    folder,
    root: folder.root,
    zerosForEmptyPrompt: index.force_zeros_for_empty_prompt,
    scheduler: await folder.readJson('scheduler/scheduler_config.json', schedulerConfig),
    unet: {
      file: folder.onnx(['unet'], 'model', precision),
      config: await folder.readJson('unet/config.json', unetConfig),
    },
    vae: {
      encoder: folder.onnx(['vae_encoder'], 'model', precision),
      decoder: folder.onnx(['vae_decoder'], 'model', precision),
      config: await folder.readJson(vaeFile ?? 'vae_decoder/config.json', vaeConfig),
    },
    textEncoder: await encoder('text_encoder'),
    textEncoder2: await encoder('text_encoder_2'),
    tokenizer: 'tokenizer',
    tokenizer2: 'tokenizer_2',
  }
}
