/**
 * What a person or a model may put into an instruction or a caption, and the one spelling under which it is
 * stored. Browser-safe: no NLP library.
 */

/** C0 and C1 controls except the white space ones. No font shows them and some readers of JSONL choke on them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/u

/** Bidirectional overrides and isolates: they make a text read differently from how it is stored. */
const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** Zero-width space, word joiner, byte order mark, soft hyphen. Joiners stay: emoji and Persian need them. */
const invisible = /[\u00ad\u200b\u2060\ufeff]/gu

const joiners = /\u200c|\u200d|\ufe0e|\ufe0f/gu

/** Whether the text holds characters that change how it reads without being seen. Such text is refused, not mended. */
export function hasControlCharacters(text: string): boolean {
  return control.test(text) || bidiControl.test(text) || /\p{Surrogate}/u.test(text)
}

/**
 * The spelling in which a text is stored: NFC, straight quotes, single spaces, nothing invisible. Right-to-left
 * scripts and emoji pass unchanged. Idempotent.
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFC')
    .replace(invisible, '')
    .replace(/[‘’‚‛ʼ]/gu, "'")
    .replace(/[“”„‟«»]/gu, '"')
    .replace(/\s+/gu, ' ')
    .trim()
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/**
 * Words in reading order, without punctuation; by the Unicode rules, so that Chinese, Thai and emoji count too.
 * `Intl.Segmenter` treats an emoji as no word, and a caption of emoji alone therefore has none.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const part of segmenter.segment(text)) if (part.isWordLike) words.push(part.segment)
  return words
}

/**
 * The comparison form: NFKC, case folded, accents kept, joiners dropped, words separated by one space and no
 * punctuation. Two texts with one comparison form are exact duplicates. Upper case first, since lower-casing
 * alone keeps ß apart from ss.
 */
export function comparisonForm(text: string): string {
  const folded = normaliseText(text).normalize('NFKC').replace(joiners, '').toUpperCase().toLowerCase()
  const words = wordsOf(folded)
  return words.length > 0 ? words.join(' ') : folded
}
