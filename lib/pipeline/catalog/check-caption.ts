import { comparisonForm, hasControlCharacters, normaliseText, wordsOf } from '@/lib/engines/text/normalise'

export interface CaptionFinding {
  readonly code: 'empty' | 'control-characters' | 'too-long'
  readonly words: number
}

const mostCharacters = 2_000

/** What stops a caption from being saved, or null. The same in the browser while it is typed and on the server. */
export const checkCaption = (caption: string, maxWords: number): CaptionFinding | null => {
  const text = normaliseText(caption)
  const words = wordsOf(text).length
  if (hasControlCharacters(caption)) return { code: 'control-characters', words }
  if (comparisonForm(text) === '') return { code: 'empty', words }
  if (words > maxWords || text.length > mostCharacters) return { code: 'too-long', words }
  return null
}
