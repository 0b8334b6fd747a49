import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { textLength } from '../text/clip-tokenizer'
import { writeTokenizer } from '../text/testing/write-tokenizer'
import { putTinyUnet } from './model-folder'
import { type FloatType, OnnxWriter } from './onnx-writer'
import { random, tiny, tinyWeights } from './tiny-unet'

// A whole SDXL folder in a few kilobytes: two text encoders, an autoencoder that averages 8×8 pixels, and the tiny
// UNet. Its pictures are mosaics, but everything that a pipeline has to read, pad, noise and control is there.

const scale = 8
const pooledWidth = 5
/** Eleven layers, so that the last but one state, hidden_states.10, is not the one that sorts last but one. */
const layers = 11
const widths = { text_encoder: 2, text_encoder_2: tiny.textWidth - 2 } as const

export interface TinySdxl {
  readonly seed?: number
  readonly scheduler?: Readonly<Record<string, unknown>>
  readonly index?: Readonly<Record<string, unknown>>
  /** The decoder's files by their precision; default model.onnx in float32. */
  readonly decoders?: Readonly<Record<string, FloatType>>
  /** What the decoder's pictures are multiplied by: 1e6 is beyond float16. */
  readonly gain?: number
  /** The encoder gives latents instead of their mean and log-variance. */
  readonly encoderSamples?: boolean
}

const textEncoder = (width: number, vocabulary: number, seed: number, isProjected: boolean): Uint8Array => {
  const onnx = new OnnxWriter({ opset: 17, type: 'float32' })
  const ids = onnx.input('input_ids', ['batch', textLength], 'int64')
  const table = onnx.weight([vocabulary, width], random(seed, vocabulary, width).data)
  const words = onnx.add('Gather', [table, ids])
  // Each token also sees the mean of all, so that order and padding count.
  const mean = onnx.add('ReduceMean', [words], { axes: [1], keepdims: 1 })
  const places = onnx.weight([textLength, width], random(seed + 1, textLength, width).data)
  const mixed = onnx.add('Add', [onnx.add('Mul', [words, places]), mean])
  for (let layer = 0; layer <= layers; layer++) {
    const by = onnx.weight([], Float32Array.of(1 + layer / 4))
    onnx.add('Mul', [mixed, by], {}, { output: `hidden_states.${layer}` })
    onnx.output(`hidden_states.${layer}`, ['batch', textLength, width])
  }
  if (isProjected) {
    const projection = onnx.weight([width, pooledWidth], random(seed + 2, width, pooledWidth).data)
    const flat = onnx.add('Reshape', [mean, onnx.whole(0, width)])
    onnx.add('MatMul', [flat, projection], {}, { output: 'text_embeds' })
    onnx.output('text_embeds', ['batch', pooledWidth])
  }
  return onnx.finish().model
}

const vaeEncoder = (seed: number, samples: boolean): Uint8Array => {
  const channels = samples ? tiny.latents : 2 * tiny.latents
  const onnx = new OnnxWriter({ opset: 17, type: 'float32' })
  const picture = onnx.input('sample', ['batch', 3, 'height', 'width'])
  const means = onnx.add('AveragePool', [picture], { kernel_shape: [scale, scale], strides: [scale, scale] })
  const weights = onnx.weight([channels, 3, 1, 1], random(seed, channels, 3).data)
  const output = samples ? 'latent_sample' : 'latent_parameters'
  onnx.add('Conv', [means, weights], {}, { output })
  onnx.output(output, ['batch', channels, 'latent_height', 'latent_width'])
  return onnx.finish().model
}

const vaeDecoder = (seed: number, type: FloatType, gain: number): Uint8Array => {
  const onnx = new OnnxWriter({ opset: 17, type })
  const latents = onnx.input('latent_sample', ['batch', tiny.latents, 'latent_height', 'latent_width'])
  const kernel = onnx.weight(
    [tiny.latents, 3, scale, scale],
    random(seed, tiny.latents, 3 * scale * scale).data.map((value) => (value / 8) * Math.sqrt(gain)),
  )
  const picture = onnx.add('ConvTranspose', [latents, kernel], {
    kernel_shape: [scale, scale],
    strides: [scale, scale],
  })
  onnx.add('Mul', [picture, onnx.weight([], Float32Array.of(Math.sqrt(gain)))], {}, { output: 'sample' })
  onnx.output('sample', ['batch', 3, 'height', 'width'])
  return onnx.finish().model
}

/** Writes the folder and returns its path. */
export const writeTinySdxl = async (root: string, options: TinySdxl = {}): Promise<string> => {
  const { seed = 1, scheduler = {}, index = {}, encoderSamples = false } = options
  const { gain = 1, decoders = { 'model.onnx': 'float32' } } = options
  const write = async (name: string, content: Uint8Array | object): Promise<void> => {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true })
    await writeFile(path.join(root, name), content instanceof Uint8Array ? content : JSON.stringify(content))
  }
  const vocabulary = await writeTokenizer(path.join(root, 'tokenizer'))
  await writeTokenizer(path.join(root, 'tokenizer_2'), { pad: '!' })
  await Promise.all([
    write('model_index.json', { _class_name: 'StableDiffusionXLPipeline', ...index }),
    write('scheduler/scheduler_config.json', {
      _class_name: 'EulerAncestralDiscreteScheduler',
      beta_start: 0.00085,
      beta_end: 0.012,
      beta_schedule: 'scaled_linear',
      timestep_spacing: 'trailing',
      ...scheduler,
    }),
    ...(['text_encoder', 'text_encoder_2'] as const).flatMap((name, i) => [
      write(`${name}/config.json`, {
        hidden_size: widths[name],
        num_hidden_layers: layers,
        vocab_size: vocabulary,
      }),
      write(`${name}/model.onnx`, textEncoder(widths[name], vocabulary, seed + 10 * (i + 1), i === 1)),
    ]),
    write('unet/config.json', {
      in_channels: tiny.latents,
      block_out_channels: [tiny.channels, tiny.channels],
    }),
    write('vae_encoder/model.onnx', vaeEncoder(seed + 30, encoderSamples)),
    write('vae_decoder/config.json', {
      latent_channels: tiny.latents,
      scaling_factor: 0.5,
      block_out_channels: [1, 1, 1, 1],
    }),
    ...Object.entries(decoders).map(([name, type]) =>
      write(`vae_decoder/${name}`, vaeDecoder(seed + 40, type, gain)),
    ),
  ])
  const weights = tinyWeights(seed)
  // Timesteps reach 999; as they are, they would drown everything else.
  await putTinyUnet(path.join(root, 'unet'), { ...weights, time: weights.time.map((value) => value / 1000) })
  return root
}
