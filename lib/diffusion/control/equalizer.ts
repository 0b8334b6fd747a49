import { textLength } from '../text/clip-tokenizer'
import { type Prompt, wordTokens } from './word-tokens'

/** How strongly the target attends to a word: a word of its caption or its place among them. 1 changes nothing. */
export interface WordStrength {
  readonly word: string | number
  readonly strength: number
}

/** Multipliers of the 77 target tokens (Prompt-to-Prompt's `get_equalizer`). Words that are not there change nothing. */
export const equalizer = (target: Prompt, strengths: readonly WordStrength[]): Float32Array => {
  const factors = new Float32Array(textLength).fill(1)
  for (const { word, strength } of strengths)
    for (const token of wordTokens(target, word)) if (token < textLength) factors[token] = strength
  return factors
}
