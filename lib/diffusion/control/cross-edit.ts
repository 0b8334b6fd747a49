import { textLength } from '../text/clip-tokenizer'

/**
 * What an edit makes of the source's cross-attention, column by column: `f = source @ weights + target * own`, with
 * weights [77 source tokens, 77 target tokens] and own [77], both row-major.
 */
export interface CrossEdit {
  readonly weights: Float32Array
  readonly own: Float32Array
}

/** `f = source`: what reweighting alone starts from. */
export const plainEdit = (): CrossEdit => {
  const weights = new Float32Array(textLength * textLength)
  for (let i = 0; i < textLength; i++) weights[i * textLength + i] = 1
  return { weights, own: new Float32Array(textLength) }
}

/** Multiplies each target token's share, inserted tokens included. */
export const reweigh = ({ weights, own }: CrossEdit, equalizer: Float32Array): CrossEdit => ({
  weights: weights.map((weight, i) => weight * (equalizer[i % textLength] as number)),
  own: own.map((share, i) => share * (equalizer[i] as number)),
})
