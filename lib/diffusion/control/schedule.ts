import { textLength } from '../text/clip-tokenizer'
import { type Prompt, wordTokens } from './word-tokens'

/** A share of the steps: from the first to the second bound, each 0–1. One number is the share from the start on. */
export type Window = number | readonly [from: number, to: number]

/** When the cross-attention of the target is controlled: for all tokens, or for single words of its caption. */
export type CrossSchedule = Window | Readonly<Record<string, Window>>

/** Stands for all words that a schedule does not name. Missing, it is the whole time. */
export const otherWords = 'default_'

const isWindow = (schedule: CrossSchedule): schedule is Window =>
  typeof schedule === 'number' || Array.isArray(schedule)

/** The half-open range that a window is of `count` steps; fractions are cut off. */
export const windowOf = (window: Window, count: number): readonly [from: number, to: number] => {
  const [from, to] = typeof window === 'number' ? [0, window] : window
  return [Math.trunc(from * count), Math.trunc(to * count)]
}

/** The steps in which the target takes the source's self-attention, as a half-open range. */
export const selfSteps = (window: Window, steps: number): readonly [from: number, to: number] =>
  windowOf(window, steps)

/**
 * The controlled target tokens of each step: [steps + 1, 77] of 0 and 1, row-major. Prompt-to-Prompt's
 * `get_time_words_attention_alpha` counts one step more than there are, and takes its bounds as shares of that; the
 * last row is never used. A key matches single words only, since captions are split at spaces.
 */
export const crossSteps = (schedule: CrossSchedule, steps: number, target: Prompt): Uint8Array => {
  const rows = steps + 1
  const active = new Uint8Array(rows * textLength)
  const set = (window: Window, tokens: readonly number[]): void => {
    const [from, to] = windowOf(window, rows)
    for (let row = 0; row < rows; row++)
      for (const token of tokens)
        if (token < textLength) active[row * textLength + token] = row >= from && row < to ? 1 : 0
  }
  const byWord = isWindow(schedule) ? { [otherWords]: schedule } : schedule
  set(
    byWord[otherWords] ?? 1,
    Array.from({ length: textLength }, (_, token) => token),
  )
  for (const [word, window] of Object.entries(byWord))
    if (word !== otherWords) set(window, wordTokens(target, word))
  return active
}
