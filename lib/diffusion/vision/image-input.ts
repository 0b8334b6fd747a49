import { type Affine, normalising, plainLevels } from '@/lib/imaging/planes'
import { ExemplarError } from '@/lib/platform/errors'
import type { ImageProcessorConfig } from '../models/configs'
import type { OnnxModel, TensorSpec } from '../onnx/open-session'

/** ImageNet's mean and standard deviation, on which DINO, SAM and Grounding DINO were trained. */
export const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const

/** OpenAI's, for CLIP. */
export const openAiClip = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
} as const

/** How a model wants its pixels, by its preprocessor_config.json, or as its family was published. */
export const levelsOf = (
  processor: ImageProcessorConfig | null,
  published: typeof imageNet | typeof openAiClip,
): Affine => {
  if (processor && !processor.do_normalize) return plainLevels
  return normalising(processor?.image_mean ?? published.mean, processor?.image_std ?? published.std)
}

/** A model's input for pictures [B,3,H,W]. Errors: `unsupported` naming the file and what its inputs are. */
export const imageInput = (model: OnnxModel, name = 'pixel_values'): TensorSpec => {
  const spec = model.inputs.get(name)
  if (spec && (spec.dims.length === 4 || spec.dims.length === 0)) return spec
  const inputs = [...model.inputs.values()].map((input) => `${input.name} [${input.dims.join(', ')}]`)
  throw new ExemplarError(
    'unsupported',
    `${model.file} takes no pictures as “${name}” [batch, 3, height, width]; its inputs are ${inputs.join(', ')}.`,
    { field: name, fix: 'Export the model with optimum, or choose another file of the repository.' },
  )
}

/** The side of the square that an input is fixed to, or `otherwise` where it takes any. */
export const fixedSide = ({ dims }: TensorSpec, otherwise: number): number => {
  const side = dims[2]
  return typeof side === 'number' && side > 0 ? side : otherwise
}
