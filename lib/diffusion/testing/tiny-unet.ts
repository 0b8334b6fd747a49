import { type FloatType, OnnxWriter } from './onnx-writer'

// A UNet in name only: two attention blocks, each self then cross, over the picture's pixels and over their 2×2
// means, in both shapes in which attention is exported. Small enough to be worked out in plain arithmetic.

export const tiny = { channels: 8, heads: 2, textWidth: 6, tokens: 77, latents: 4 } as const

/** Weights from a seed, small numbers around 0 (mulberry32). */
const seeded = (seed: number) => {
  let state = seed
  return (count: number, scale: number): Float32Array =>
    Float32Array.from({ length: count }, () => {
      state = (state + 0x6d2b79f5) | 0
      let t = Math.imul(state ^ (state >>> 15), 1 | state)
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
      return (((t ^ (t >>> 14)) >>> 0) / 2 ** 32 - 0.5) * scale
    })
}

export const random = (seed: number, ...dims: number[]) => ({
  dims,
  data: seeded(seed)(
    dims.reduce((a, b) => a * b, 1),
    2,
  ),
})

export interface AttentionWeights {
  readonly name: string
  readonly isCross: boolean
  /** [channels or textWidth, channels] each, o [channels, channels] */
  readonly q: Float32Array
  readonly k: Float32Array
  readonly v: Float32Array
  readonly o: Float32Array
}

export interface TinyWeights {
  readonly inward: Float32Array
  readonly time: Float32Array
  readonly outward: Float32Array
  /** Self and cross of the pixels, self and cross of their means. */
  readonly layers: readonly AttentionWeights[]
}

export const tinyWeights = (seed: number): TinyWeights => {
  const draw = seeded(seed)
  const { channels, textWidth, latents } = tiny
  const layer = (name: string, isCross: boolean): AttentionWeights => {
    const width = isCross ? textWidth : channels
    return {
      name,
      isCross,
      q: draw(channels * channels, 3),
      k: draw(width * channels, 3),
      v: draw(width * channels, 3),
      o: draw(channels * channels, 1),
    }
  }
  return {
    inward: draw(latents * channels, 2),
    time: draw(channels, 1),
    outward: draw(channels * latents, 1),
    layers: [
      layer('/down_blocks.0/attn1', false),
      layer('/down_blocks.0/attn2', true),
      layer('/mid_block/attn1', false),
      layer('/mid_block/attn2', true),
    ],
  }
}

export interface TinyOptions {
  readonly rank?: 3 | 4
  readonly type?: FloatType
  readonly opset?: number
  /** The file that weights go to. */
  readonly external?: string
  /** Attention as one node, as an optimiser would leave it. */
  readonly isFused?: boolean
  /** Between softmax and product: to the type that it has already, as older exports do, or back from float32. */
  readonly cast?: 'none' | 'idle' | 'back'
}

const writeAttention = (
  onnx: OnnxWriter,
  layer: AttentionWeights,
  hidden: string,
  text: string,
  { rank = 4, type = 'float32', cast = 'none' }: TinyOptions,
): string => {
  const { channels, heads, textWidth } = tiny
  const depth = channels / heads
  const source = layer.isCross ? text : hidden
  const project = (from: string, width: number, values: Float32Array) =>
    onnx.add('MatMul', [from, onnx.weight([width, channels], values)])
  const width = layer.isCross ? textWidth : channels
  const split = (from: string, perm: readonly number[]) => {
    const headed = onnx.add('Reshape', [from, onnx.whole(0, -1, heads, depth)])
    const turned = onnx.add('Transpose', [headed], { perm })
    if (rank === 4) return turned
    const sizes = onnx.add('Gather', [onnx.add('Shape', [turned]), onnx.whole(2, 3)], { axis: 0 })
    const flat = onnx.add('Concat', [onnx.whole(-1), sizes], { axis: 0 })
    return onnx.add('Reshape', [turned, flat])
  }
  // Exports scale the queries or the scores.
  const scale = (from: string) => onnx.add('Mul', [from, onnx.weight([], Float32Array.of(depth ** -0.5))])
  const queries = project(hidden, channels, layer.q)
  const q = split(rank === 4 ? scale(queries) : queries, [0, 2, 1, 3])
  const k = split(project(source, width, layer.k), [0, 2, 3, 1])
  const v = split(project(source, width, layer.v), [0, 2, 1, 3])
  const scores = onnx.add('MatMul', [q, k])
  const scaled = rank === 4 ? scores : scale(scores)
  const widened = cast === 'back' ? onnx.add('Cast', [scaled], { to: 1 }) : scaled
  const softmax = onnx.add('Softmax', [widened], { axis: rank - 1 }, { name: `${layer.name}/Softmax` })
  const weights = cast !== 'none' ? onnx.add('Cast', [softmax], { to: type === 'float32' ? 1 : 10 }) : softmax
  const mixed = onnx.add('MatMul', [weights, v])
  const tokens = onnx.add('Gather', [onnx.add('Shape', [hidden]), onnx.whole(1)], { axis: 0 })
  const headedShape = onnx.add('Concat', [onnx.whole(-1, heads), tokens, onnx.whole(depth)], { axis: 0 })
  const headed = rank === 4 ? mixed : onnx.add('Reshape', [mixed, headedShape])
  const turned = onnx.add('Transpose', [headed], { perm: [0, 2, 1, 3] })
  const joined = onnx.add('Reshape', [turned, onnx.whole(0, -1, channels)])
  return onnx.add('Add', [hidden, project(joined, channels, layer.o)])
}

const writeFused = (onnx: OnnxWriter, layer: AttentionWeights, hidden: string, text: string): string => {
  const source = layer.isCross ? text : hidden
  const name = `${layer.name}/MultiHeadAttention`
  return onnx.add(
    'MultiHeadAttention',
    [hidden, source, source],
    { num_heads: tiny.heads },
    { name, domain: 'com.microsoft' },
  )
}

/** The model's file, named as optimum names inputs and outputs. */
export const writeTinyUnet = (weights: TinyWeights, options: TinyOptions = {}) => {
  const { type = 'float32', opset = 17, external, isFused = false } = options
  const { channels, textWidth, tokens, latents } = tiny
  const onnx = new OnnxWriter({ opset, type, ...(external !== undefined && { external }) })
  const sample = onnx.input('sample', ['batch', latents, 'height', 'width'])
  const timestep = onnx.input('timestep', [])
  const text = onnx.input('encoder_hidden_states', ['batch', tokens, textWidth])
  onnx.input('text_embeds', ['batch', 5])
  onnx.input('time_ids', ['batch', 6])
  const inward = onnx.weight([latents, channels], weights.inward)
  const moment = onnx.add('Mul', [timestep, onnx.weight([channels], weights.time)])
  const enter = (picture: string) => {
    const flat = onnx.add('Reshape', [picture, onnx.whole(0, latents, -1)])
    const rows = onnx.add('Transpose', [flat], { perm: [0, 2, 1] })
    return onnx.add('Add', [onnx.add('MatMul', [rows, inward]), moment])
  }
  const halved = onnx.add('AveragePool', [sample], { kernel_shape: [2, 2], strides: [2, 2] })
  const [pixels, means] = [enter(sample), enter(halved)].map((entered, block) =>
    weights.layers
      .slice(2 * block, 2 * block + 2)
      .reduce(
        (hidden, layer) =>
          isFused
            ? writeFused(onnx, layer, hidden, text)
            : writeAttention(onnx, layer, hidden, text, options),
        entered,
      ),
  )
  const average =
    opset >= 18
      ? onnx.add('ReduceMean', [means!, onnx.whole(1)], { keepdims: 1 })
      : onnx.add('ReduceMean', [means!], { axes: [1], keepdims: 1 })
  const both = onnx.add('Add', [pixels!, average])
  const rows = onnx.add('MatMul', [both, onnx.weight([channels, latents], weights.outward)])
  const flat = onnx.add('Transpose', [rows], { perm: [0, 2, 1] })
  const shape = onnx.add('Shape', [sample])
  onnx.add('Reshape', [flat, shape], {}, { output: 'out_sample' })
  onnx.output('out_sample', ['batch', latents, 'height', 'width'])
  return onnx.finish()
}
