import { ExemplarError } from '@/lib/platform/errors'
import type { Tensor } from '../onnx/tensors'

/** One picture's or caption's feature vector, as the model gives it. */
export type Features = Float32Array

/** `cosine_similarity` clamps norms at this, so that a vector of nothing is similar to nothing. */
const smallestNorm = 1e-8

const norm = (v: Features): number => {
  let sum = 0
  for (const x of v) sum += x * x
  return Math.sqrt(sum)
}

/** v / |v|. A vector of zeros stays one. */
export const unit = (v: Features): Features => {
  const length = Math.max(norm(v), smallestNorm)
  return v.map((x) => x / length)
}

/** PyTorch's `cosine_similarity`: a·b / (max(|a|, ε) max(|b|, ε)), so 0 where one is zero, never NaN. */
export const cosine = (a: Features, b: Features): number => {
  let dot = 0
  for (let i = 0; i < a.length; i++) dot += (a[i] as number) * (b[i] as number)
  return dot / (Math.max(norm(a), smallestNorm) * Math.max(norm(b), smallestNorm))
}

export const difference = (a: Features, b: Features): Features => a.map((x, i) => x - (b[i] as number))

/**
 * The rows of an output: [B, D], or the first token (CLS) of [B, tokens, D].
 * Errors: `refused` naming the file where a value is not a number, which a half-precision export gives when it
 * overflows; `unsupported` for another rank.
 */
export const featureRows = ({ dims, data }: Tensor, count: number, file: string): Features[] => {
  const size = dims.at(-1) ?? 0
  if ((dims.length !== 2 && dims.length !== 3) || size === 0) {
    throw new ExemplarError('unsupported', `${file} gives features of shape [${dims.join(', ')}].`, {
      field: file,
      fix: 'Use an export whose features are [batch, size] or [batch, tokens, size].',
    })
  }
  const stride = dims.length === 3 ? size * (dims[1] ?? 1) : size
  return Array.from({ length: count }, (_, i) => {
    const row = data.slice(i * stride, i * stride + size)
    if (row.every(Number.isFinite)) return row
    throw new ExemplarError('refused', `${file} gave a feature that is not a number.`, {
      field: file,
      fix: 'Use the float32 export of the model; half precision can overflow.',
    })
  })
}
