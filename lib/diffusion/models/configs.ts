import { z } from 'zod'

// What is read of the configuration files that repositories publish. Unknown fields are kept: each reader takes the
// ones that it knows, and files of newer versions have more.

/** model_index.json of a diffusers pipeline: which library and class each part is of. */
export const pipelineIndex = z.looseObject({
  _class_name: z.string(),
  force_zeros_for_empty_prompt: z.boolean().default(true),
})

/** scheduler/scheduler_config.json. Defaults are those of the diffusers classes. */
export const schedulerConfig = z.looseObject({
  _class_name: z.string(),
  num_train_timesteps: z.int().positive().default(1000),
  beta_start: z.number().default(0.0001),
  beta_end: z.number().default(0.02),
  beta_schedule: z.string().default('linear'),
  trained_betas: z.array(z.number()).nullish(),
  prediction_type: z.string().default('epsilon'),
  timestep_spacing: z.string().optional(),
  steps_offset: z.int().default(0),
  set_alpha_to_one: z.boolean().default(true),
  clip_sample: z.boolean().optional(),
  clip_sample_range: z.number().default(1),
  thresholding: z.boolean().default(false),
  interpolation_type: z.string().default('linear'),
  use_karras_sigmas: z.boolean().nullish(),
  use_exponential_sigmas: z.boolean().nullish(),
  use_beta_sigmas: z.boolean().nullish(),
  rescale_betas_zero_snr: z.boolean().default(false),
  final_sigmas_type: z.string().default('zero'),
})
export type SchedulerConfig = z.infer<typeof schedulerConfig>

const perLevel = z.union([z.int().positive(), z.array(z.int().positive())])

export const unetConfig = z.looseObject({
  in_channels: z.int().positive(),
  cross_attention_dim: perLevel.optional(),
  sample_size: z.union([z.int().positive(), z.array(z.int().positive())]).nullish(),
})
export type UnetConfig = z.infer<typeof unetConfig>

export const vaeConfig = z.looseObject({
  latent_channels: z.int().positive().default(4),
  scaling_factor: z.number().positive().default(0.18215),
  shift_factor: z.number().nullish(),
  block_out_channels: z.array(z.int().positive()).optional(),
})
export type VaeConfig = z.infer<typeof vaeConfig>

export const textEncoderConfig = z.looseObject({
  hidden_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  max_position_embeddings: z.int().positive().default(77),
  vocab_size: z.int().positive().default(49_408),
})
export type TextEncoderConfig = z.infer<typeof textEncoderConfig>

/** config.json of a transformers model. */
export const transformersConfig = z.looseObject({
  model_type: z.string(),
  architectures: z.array(z.string()).nullish(),
})
export type TransformersConfig = z.infer<typeof transformersConfig>

const edges = z.union([
  z.int().positive(),
  z.object({ height: z.int().positive(), width: z.int().positive() }),
  z.object({ shortest_edge: z.int().positive(), longest_edge: z.int().positive().optional() }),
  z.object({ longest_edge: z.int().positive() }),
])
const threeChannels = z.tuple([z.number(), z.number(), z.number()])

/** preprocessor_config.json of an image model. */
export const imageProcessorConfig = z.looseObject({
  image_mean: threeChannels.optional(),
  image_std: threeChannels.optional(),
  size: edges.optional(),
  crop_size: edges.optional(),
  pad_size: edges.optional(),
  do_normalize: z.boolean().default(true),
  do_resize: z.boolean().default(true),
  /** Pillow's number of the filter: 0 nearest, 2 bilinear, 3 bicubic. */
  resample: z.int().optional(),
})
export type ImageProcessorConfig = z.infer<typeof imageProcessorConfig>
