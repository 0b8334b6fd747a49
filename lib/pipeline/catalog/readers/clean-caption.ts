import { textLimits } from '@/lib/engines/text/checks'
import { normaliseText, wordsOf } from '@/lib/engines/text/normalise'
import { fault, type Parsed } from './import-row'

/**
 * Controls except white space, bidirectional marks, overrides and isolates, and halves of a broken surrogate pair.
 * Typed text that holds them is refused; a file's is mended, because they come from copying off web pages, unseen by
 * whoever made the file, and the caption reads the same without them.
 */
const unseen = /(?![\t-\r])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu

/** A text of an import on one line: NFC, trimmed, nothing invisible. Null when nothing is left. */
export function cleanText(text: string): string | null {
  return normaliseText(text.replace(unseen, '')) || null
}

/**
 * A caption as it is stored, or why it is refused: over 60 words the published pipeline skips it, and an encoder
 * would read the beginning alone. Empty is null and no fault; right-to-left scripts and emoji pass as they are.
 */
export function cleanCaption(text: string, field = 'caption'): Parsed<string | null> {
  const caption = cleanText(text)
  if (caption === null) return { ok: true, value: null }
  const words = wordsOf(caption).length
  const { captionWords, characters } = textLimits
  if (words > captionWords) {
    return fault(
      field,
      `The ${field} has ${words} words; at most ${captionWords} are taken.`,
      `Shorten the ${field} to ${captionWords} words, or leave it empty to have it written here.`,
    )
  }
  if (caption.length > characters) {
    return fault(
      field,
      `The ${field} has ${caption.length} characters; at most ${characters} are taken.`,
      `Shorten the ${field}, or leave it empty to have it written here.`,
    )
  }
  return { ok: true, value: caption }
}
