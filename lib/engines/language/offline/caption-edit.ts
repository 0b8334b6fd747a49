import { fixArticles } from '@/lib/engines/text/article'
import { colours, conditions, shades } from '@/lib/engines/text/attributes'
import {
  joinWords,
  measures,
  type NounPhrase,
  placeOfAdjective,
  type Sentence,
  type Word,
} from '@/lib/engines/text/phrases'

/**
 * Ways to say an edited caption. Each takes the source caption's sentence and gives the target caption, or null
 * where it can't be said well; nothing is better than bad English.
 */
const literal = (text: string): Word[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word) => ({ text: word, kind: 'other' }))

const numbers = new Set(
  'one two three four five six seven eight nine ten many several few some other'.split(' '),
)

/** Gives the text the capital and the full stop of the caption that it came from. */
function inStyleOf(sentence: Sentence, words: readonly Word[]): string {
  const first = sentence.words[0]?.text ?? ''
  const text = fixArticles(joinWords(words))
  const capital = first !== first.toLowerCase() && first.charAt(0) !== first.charAt(0).toLowerCase()
  return capital ? text.charAt(0).toUpperCase() + text.slice(1) : text
}

function replaced(sentence: Sentence, start: number, end: number, text: string): string {
  return inStyleOf(sentence, [
    ...sentence.words.slice(0, start),
    ...literal(text),
    ...sentence.words.slice(end),
  ])
}

/** The phrase with what it measures out: `a red cup of coffee`. */
function wholeEnd(sentence: Sentence, phrase: NounPhrase): number {
  if (!measures(sentence, phrase)) return phrase.end
  return sentence.phrases.find((other) => other.start === phrase.end + 1)?.end ?? phrase.end
}

/** Another colour, in the place of the one that was there. */
export function recoloured(sentence: Sentence, phrase: NounPhrase, colour: string): string | null {
  const before = sentence.words.slice(0, phrase.start)
  const inside = sentence.words.slice(phrase.start, phrase.head)
  // `white and blue galaxies` has no one colour to exchange.
  if (inside.some(({ text }) => text === 'and')) return null
  const kept = inside.filter(({ text, kind }) => {
    const word = text.toLowerCase()
    return (
      kind !== 'adjective' ||
      !(colours.has(word) || (shades.has(word) && phrase.adjectives.some((a) => colours.has(a))))
    )
  })
  const bare: Sentence = {
    words: [...before, ...kept, ...sentence.words.slice(phrase.head)],
    phrases: sentence.phrases,
  }
  const shift = inside.length - kept.length
  const moved = { ...phrase, head: phrase.head - shift, end: phrase.end - shift }
  const at = placeOfAdjective(bare, moved, colour)
  return replaced(bare, at, at, colour)
}

/** Something else in the phrase's place, with what it measured out. */
export function exchanged(sentence: Sentence, phrase: NounPhrase, thing: string): string {
  return replaced(sentence, phrase.start, wholeEnd(sentence, phrase), thing)
}

/** Words before the phrase's adjectives and after its article and number: `two posterised boats`. */
export function describedAs(sentence: Sentence, phrase: NounPhrase, adjective: string): string {
  let at = phrase.start + (phrase.determiner === null ? 0 : 1)
  while (numbers.has(sentence.words[at]?.text.toLowerCase() ?? '')) at++
  return replaced(sentence, at, at, adjective)
}

/** Words directly behind the phrase: `a boat painted in watercolour`. */
export function followedBy(sentence: Sentence, phrase: NounPhrase, text: string): string {
  const end = wholeEnd(sentence, phrase)
  return replaced(sentence, end, end, text)
}

function endOf(sentence: Sentence): number {
  const last = sentence.words.at(-1)
  return last?.kind === 'comma' && /^[.!]+$/u.test(last.text)
    ? sentence.words.length - 1
    : sentence.words.length
}

/** Words at the caption's end, before its full stop. */
export function endingWith(sentence: Sentence, text: string): string {
  const end = endOf(sentence)
  // `hills behind in heavy rain` would read as one place.
  const comma = text.startsWith(',') || sentence.words[end - 1]?.kind === 'preposition'
  const words: Word[] = comma
    ? [{ text: ',', kind: 'comma' }, ...literal(text.replace(/^, */u, ''))]
    : literal(text)
  return inStyleOf(sentence, [...sentence.words.slice(0, end), ...words, ...sentence.words.slice(end)])
}

const framings =
  /^(photo|photograph|picture|image|close-up|closeup|shot|view|portrait|painting|sketch|drawing)$/u

/** `A close-up of a cat` → `A pencil sketch of a cat`: one framing takes the place of the other. */
export function framedAs(sentence: Sentence, framing: string): string {
  const first = sentence.phrases[0]
  const hasFraming =
    first?.start === 0 && framings.test(first.noun) && sentence.words[first.end]?.text === 'of'
  const start = hasFraming && first !== undefined ? first.end + 1 : 0
  const rest = sentence.words.slice(start)
  const lowered = rest.map((word, i) =>
    i === 0 && (word.kind === 'determiner' || word.kind === 'adjective')
      ? { ...word, text: word.text.toLowerCase() }
      : word,
  )
  return inStyleOf(sentence, [...literal(framing), ...lowered])
}

/** The caption without the phrase and what only tied it in; null where the rest would not stand by itself. */
export function without(sentence: Sentence, phrase: NounPhrase): string | null {
  const { words } = sentence
  const end = wholeEnd(sentence, phrase)
  const before = words[phrase.start - 1]
  const after = words[end]
  const cut = (start: number, stop: number) => {
    const rest = [...words.slice(0, start), ...words.slice(stop)]
    return rest.filter(({ kind }) => kind === 'noun').length === 0 ? null : inStyleOf(sentence, rest)
  }
  if (before?.kind === 'conjunction') {
    // `X and it` at a list's end; `X, Y and it` would need another `and`.
    if (before.text !== 'and') return null
    const commaBefore = words.slice(0, phrase.start).some(({ text }) => text === ',')
    return commaBefore || after?.kind === 'verb' ? null : cut(phrase.start - 1, end)
  }
  const owned = /^(its|their|his|her)$/iu.test(words[end + 1]?.text ?? '')
  if (owned) return null
  if (after?.text === 'and') return before?.text === ',' ? null : cut(phrase.start, end + 1)
  const closes =
    after === undefined || after.kind === 'comma' || (after.kind === 'preposition' && after.text !== 'of')
  if (before?.kind === 'preposition' && before.text !== 'of' && closes && after?.text !== 'with') {
    let start = phrase.start
    while (['preposition', 'verb'].includes(words[start - 1]?.kind ?? '')) start--
    // `next to`, `in front of`; a participle goes with its preposition: `standing on a launch pad`.
    return start === 0 ? null : cut(start, end)
  }
  if (phrase.start === 0 && after?.text !== 'with') {
    // The subject goes: what it stood on or in front of becomes the picture.
    let stop = end
    while (['verb', 'preposition'].includes(words[stop]?.kind ?? '')) stop++
    if (words.some(({ text }) => text === 'while')) return null
    return stop > end && stop < words.length && words[stop]?.kind !== 'comma' ? cut(0, stop) : null
  }
  return null
}

/** Whether the caption already says something of this kind: a second time of day would contradict the first. */
export function says(sentence: Sentence, kind: keyof typeof conditions): boolean {
  return sentence.words.some(({ text }) =>
    text
      .toLowerCase()
      .split('-')
      .some((part) => conditions[kind].has(part)),
  )
}
