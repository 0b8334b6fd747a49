import { comparisonForm } from './normalise'

/** Words that carry grammar and courtesy but no part of the edit. Directions, numbers and negations are not here. */
const functionWords = new Set(
  `a an the this that these those some to into as it its it's is are be been being was were of by please now just
  can could would will you your i i'd like want let's let kindly also then so and there here`
    .split(/\s+/)
    .filter(Boolean),
)

/** British and American spellings of words that instructions are full of. */
const spellings: Readonly<Record<string, string>> = {
  colour: 'color',
  colours: 'color',
  recolour: 'recolor',
  coloured: 'colored',
  gray: 'grey',
  centre: 'center',
  watercolour: 'watercolor',
  colourful: 'colorful',
  harbour: 'harbor',
  aeroplane: 'airplane',
  moustache: 'mustache',
  jewellery: 'jewelry',
  stylised: 'stylized',
  posterise: 'posterize',
  posterised: 'posterized',
}

/**
 * The stem of a noun's plural, enough to compare and nothing to show: `boats` → `boat`, `berries` → `berry`,
 * `glasses` → `glass`. Words in -ss, -us and -is keep their ending.
 */
export function stem(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(ss|us|is)$/u.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(ch|sh|x|ss|zz)es$/u.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/**
 * The words that say what to edit, in order: `Turn the coffee into matcha.` → `turn coffee matcha`. Falls back to
 * every word where nothing is left, so that a text of function words still equals only itself.
 */
export function contentWords(text: string): string[] {
  const words = comparisonForm(text).split(' ').filter(Boolean)
  const content = words
    .filter((word) => !functionWords.has(word))
    .map((word) => stem(spellings[word] ?? word))
  return content.length > 0 ? content : words
}

/**
 * One string per meaning-bearing wording; equal keys are near-duplicates without further looking. Stored and
 * indexed by the database, next to the band keys of near-duplicates.ts.
 */
export function contentKey(text: string): string {
  return contentWords(text).join(' ')
}
