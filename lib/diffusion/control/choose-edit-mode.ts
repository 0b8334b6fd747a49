import { ExemplarError } from '@/lib/platform/errors'
import { replace } from './replace'
import { type Prompt, wordsOf } from './word-tokens'

/** Captions of equally many words that differ in more than this many are refined. */
const mostReplaced = 5

/**
 * The published choice: `replace` when both captions have equally many words and at most five differ, else `refine`.
 * Words whose tokens cannot be matched, where the published code raises, are refined too.
 */
export const chooseEditMode = (source: Prompt, target: Prompt): 'refine' | 'replace' => {
  const from = wordsOf(source.text)
  const to = wordsOf(target.text)
  const differing = from.filter((word, place) => word !== to[place]).length
  if (from.length !== to.length || differing > mostReplaced) return 'refine'
  try {
    replace(source, target)
    return 'replace'
  } catch (error) {
    if (error instanceof ExemplarError) return 'refine'
    throw error
  }
}
