import { ExemplarError } from '@/lib/platform/errors'

/** A caption as attention control sees it. */
export interface Prompt {
  readonly text: string
  /** With the begin and end tokens, not padded. */
  readonly ids: readonly number[]
  /** The decoded text of each token between them. */
  readonly pieces: readonly string[]
}

export interface PromptTokenizer {
  encode(text: string): readonly number[]
  encodeCut(text: string): readonly number[]
  decode(id: number): string
}

const promptOf = (text: string, ids: readonly number[], tokenizer: PromptTokenizer): Prompt => ({
  text,
  ids,
  pieces: ids.slice(1, -1).map((id) => tokenizer.decode(id)),
})

/** The whole caption, however long. */
export const wholePrompt = (text: string, tokenizer: PromptTokenizer): Prompt =>
  promptOf(text, tokenizer.encode(text), tokenizer)

/** The caption as far as the text encoders read it. */
export const cutPrompt = (text: string, tokenizer: PromptTokenizer): Prompt =>
  promptOf(text, tokenizer.encodeCut(text), tokenizer)

/** Words are what single spaces separate, so two spaces have an empty word between them. */
export const wordsOf = (text: string): string[] => text.split(' ')

/** Python counts code points, and so do the published indices. */
const lengthOf = (text: string): number => [...text].length

/**
 * Positions of the tokens that make up a word, begin token = 0: by its text (every occurrence) or by its place among
 * the words. Prompt-to-Prompt's `get_word_inds`: the decoded tokens are walked, adding up their characters until the
 * word's length is reached. As there, `#` around a token is not counted.
 *
 * @throws ExemplarError `unsupported` where the tokens have more characters than the words, which happens to letters
 * that take several tokens: nothing says then which word a token belongs to.
 */
export const wordTokens = ({ text, pieces }: Prompt, word: string | number): number[] => {
  const words = wordsOf(text)
  const lengths = words.map(lengthOf)
  const isWanted = (place: number) => (typeof word === 'number' ? place === word : words[place] === word)
  if (!words.some((_, place) => isWanted(place))) return []
  const found: number[] = []
  let place = 0
  let reached = 0
  for (const [i, piece] of pieces.entries()) {
    reached += lengthOf(piece.replace(/^#+|#+$/g, ''))
    if (isWanted(place)) found.push(i + 1)
    const length = lengths[place]
    if (length === undefined)
      throw new ExemplarError('unsupported', `The tokens of “${text}” cannot be told apart by words.`, {
        fix: 'Use the edit mode “refine”, and no settings for single words.',
      })
    if (reached >= length) {
      place++
      reached = 0
    }
  }
  return found
}
