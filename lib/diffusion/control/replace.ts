import { ExemplarError } from '@/lib/platform/errors'
import { textLength } from '../text/clip-tokenizer'
import type { CrossEdit } from './cross-edit'
import { type Prompt, wordsOf, wordTokens } from './word-tokens'

const fix = 'Use the edit mode “refine”.'

/** The tokens of a changed word in both captions, source first. */
type Change = readonly [source: readonly number[], target: readonly number[]]

const changesOf = (source: Prompt, target: Prompt): Change[] => {
  const from = wordsOf(source.text)
  const to = wordsOf(target.text)
  if (from.length !== to.length)
    throw new ExemplarError(
      'unsupported',
      `Only captions of equally many words can replace each other: they have ${from.length} and ${to.length}.`,
      { fix },
    )
  return from.flatMap((word, place): Change[] =>
    word === to[place] ? [] : [[wordTokens(source, place), wordTokens(target, place)]],
  )
}

/**
 * The [77 source, 77 target] weights of Prompt-to-Prompt's `get_replacement_mapper`: both token lists are walked;
 * the tokens of a changed word map one to one where there are equally many, and else each of the source's goes to
 * each of the target's, sharing evenly. After the last changed word a token maps to itself.
 *
 * @throws ExemplarError `unsupported` where the captions differ in their number of words, or a changed word has no
 * token among the first 77.
 */
export const replace = (source: Prompt, target: Prompt): Float32Array => {
  const weights = new Float32Array(textLength * textLength)
  const set = (i: number, j: number, weight: number): void => {
    if (i >= textLength || j >= textLength) throw lost(source, target)
    weights[i * textLength + j] = weight
  }
  const changes = changesOf(source, target)
  let next = 0
  let i = 0
  let j = 0
  while (i < textLength && j < textLength) {
    const change = changes[next]
    if (change && change[0].length === 0) throw lost(source, target)
    if (change && change[0][0] === i) {
      const [from, to] = change
      if (to.length === 0) throw lost(source, target)
      if (from.length === to.length) for (const [k, at] of from.entries()) set(at, to[k] as number, 1)
      else for (const at of from) for (const onto of to) set(at, onto, 1 / to.length)
      next++
      i += from.length
      j += to.length
    } else {
      if (change) set(i, j, 1)
      else set(j, j, 1)
      i++
      j++
    }
  }
  return weights
}

/** The target's whole map is made of the source's. */
export const replaceEdit = (source: Prompt, target: Prompt): CrossEdit => ({
  weights: replace(source, target),
  own: new Float32Array(textLength),
})

const lost = (source: Prompt, target: Prompt): ExemplarError =>
  new ExemplarError(
    'unsupported',
    `The words that differ between “${source.text}” and “${target.text}” cannot be matched by tokens.`,
    { fix },
  )
