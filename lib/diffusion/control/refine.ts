import { ExemplarError } from '@/lib/platform/errors'
import { textLength } from '../text/clip-tokenizer'
import type { CrossEdit } from './cross-edit'
import type { Prompt } from './word-tokens'

/** For each of the 77 target tokens the source token that it is (−1: it was inserted), and 1 or 0 for the same. */
export interface Refinement {
  readonly mapper: Int32Array
  readonly alphas: Float32Array
}

const steps = { inserted: 1, skipped: 2, paired: 3 } as const

/**
 * Which way the best global alignment reaches each cell (Needleman–Wunsch: gap 0, match 1, mismatch −1). On equal
 * scores a target token counts as inserted before a source token is skipped before two are paired.
 */
const align = (source: readonly number[], target: readonly number[]): Uint8Array => {
  const width = target.length + 1
  const ways = new Uint8Array((source.length + 1) * width)
  ways.fill(steps.inserted, 1, width)
  let above = new Int32Array(width)
  for (let i = 1; i <= source.length; i++) {
    const scores = new Int32Array(width)
    ways[i * width] = steps.skipped
    for (let j = 1; j < width; j++) {
      const inserted = scores[j - 1] as number
      const skipped = above[j] as number
      const paired = (above[j - 1] as number) + (source[i - 1] === target[j - 1] ? 1 : -1)
      const best = Math.max(inserted, skipped, paired)
      scores[j] = best
      ways[i * width + j] =
        best === inserted ? steps.inserted : best === skipped ? steps.skipped : steps.paired
    }
    above = scores
  }
  return ways
}

/**
 * Aligns target tokens to source tokens as Prompt-to-Prompt's `get_refinement_mapper` does. Positions after the
 * target's last token map to themselves.
 *
 * @throws ExemplarError `too-large` for a target of over 77 tokens.
 */
export const refine = (source: Prompt, target: Prompt): Refinement => {
  if (target.ids.length > textLength) throw tooLong('target', target)
  const ways = align(source.ids, target.ids)
  const width = target.ids.length + 1
  const mapper = Int32Array.from({ length: textLength }, (_, i) => i)
  const alphas = new Float32Array(textLength).fill(1)
  let i = source.ids.length
  let j = target.ids.length
  while (i > 0 || j > 0) {
    const way = ways[i * width + j]
    if (way !== steps.inserted) i--
    if (way !== steps.skipped) j--
    if (way === steps.inserted) alphas[j] = 0
    if (way !== steps.skipped) mapper[j] = way === steps.inserted ? -1 : i
  }
  return { mapper, alphas }
}

/** Aligned tokens take the source's column, inserted tokens keep their own. */
export const refineEdit = (source: Prompt, target: Prompt): CrossEdit => {
  if (source.ids.length > textLength) throw tooLong('source', source)
  const { mapper, alphas } = refine(source, target)
  const weights = new Float32Array(textLength * textLength)
  for (let j = 0; j < textLength; j++)
    if (alphas[j] === 1) weights[(mapper[j] as number) * textLength + j] = 1
  return { weights, own: alphas.map((alpha) => 1 - alpha) }
}

const tooLong = (which: string, { ids }: Prompt): ExemplarError =>
  new ExemplarError(
    'too-large',
    `The ${which} caption has ${ids.length} tokens; ${textLength} can be aligned.`,
    {
      fix: 'Cut the caption as the text encoders do.',
    },
  )
