import { colours, conditions, shades } from '@/lib/engines/text/attributes'
import { nounsOf } from '@/lib/engines/text/mentions'
import type { NounClass } from '@/lib/engines/text/noun-classes'
import {
  joinWords,
  type NounPhrase,
  namesThing,
  parseSentence,
  type Sentence,
} from '@/lib/engines/text/phrases'
import type { Exemplar } from '../language'
import { type Effect, effectOf } from './effects'

/**
 * An exemplar understood: the wording with its object taken out, and what it does to a caption. `{O}` marks the
 * object's place, `{V}` that of the value (a colour or a thing), so that wordings and values of different
 * exemplars of one edit type can be put together.
 */
export type Recipe = {
  readonly exemplarId: string
  readonly editType: string
  readonly wording: string
  /** The class of the exemplar's own object: a recipe moves to objects of a class that some exemplar shows. */
  readonly on: NounClass | null
} & (
  | { readonly does: 'recolour'; readonly value: string }
  | { readonly does: 'replace'; readonly value: string; readonly valueClass: NounClass | null }
  | { readonly does: 'add'; readonly value: string; readonly place: string }
  | { readonly does: 'remove' }
  | { readonly does: 'affect'; readonly effect: Effect }
  | { readonly does: 'affect-all'; readonly effect: Effect }
  | { readonly does: 'letter'; readonly value: string }
)

const textOf = (sentence: Sentence, start: number, end: number) => joinWords(sentence.words.slice(start, end))

const exchanges = new Set(['replace', 'swap', 'exchange', 'turn', 'change', 'transform', 'trade', 'convert'])
const connectors = new Set(['with', 'for', 'into', 'by'])
const colourWords = (text: string) => colours.has(text) || shades.has(text)

/** Colour words beside each other, the last of which is a colour: `emerald green`. */
function colourPhrase(sentence: Sentence): { start: number; end: number; text: string } | null {
  const known = (i: number) => {
    const text = sentence.words[i]?.text.toLowerCase() ?? ''
    return colourWords(text) || ['cobalt', 'brick', 'bright'].includes(text)
  }
  for (let end = sentence.words.length; end > 0; end--) {
    if (!colours.has(sentence.words[end - 1]?.text.toLowerCase() ?? '')) continue
    let start = end - 1
    while (start > 0 && known(start - 1)) start--
    return { start, end, text: textOf(sentence, start, end).toLowerCase() }
  }
  return null
}

/** Infinitive to participle, as `let it float` becomes `floating`. */
function participle(verb: string): string {
  return verb.endsWith('e') && !verb.endsWith('ee') ? `${verb.slice(0, -1)}ing` : `${verb}ing`
}

const plainPlaces = new Set([
  'on',
  'in',
  'above',
  'below',
  'under',
  'behind',
  'beside',
  'near',
  'over',
  'across',
  'against',
])

/** The words between the added thing and its place, as a caption says them; null when they hold anything odd. */
function placing(words: readonly string[]): string | null {
  const [first, ...rest] = words
  if (first === undefined) return null
  const lower = words.map((word) => word.toLowerCase())
  if (['on top of', 'next to', 'in front of'].includes(lower.join(' '))) return lower.join(' ')
  if (plainPlaces.has(lower.at(-1) ?? '') === false) return null
  if (rest.length === 0) return lower.join(' ')
  return first.endsWith('ing') || plainPlaces.has(first)
    ? lower.join(' ')
    : [participle(first), ...rest].join(' ')
}

/** What an exemplar teaches, or null of one that is too particular to be moved to another picture. */
export function readRecipe(exemplar: Exemplar): Recipe | null {
  const { id: exemplarId, editType } = exemplar
  const quoted = /"([^"]+)"/u.exec(exemplar.instruction)
  const sentence = parseSentence(exemplar.instruction.replace(/"[^"]+"/u, 'Wordhere').replace(/[.!]$/u, ''))
  const { words, phrases } = sentence
  const source = new Set(nounsOf(exemplar.sourceCaption))
  const target = new Set(nounsOf(exemplar.targetCaption))
  const inSource = (phrase: NounPhrase) => source.has(phrase.noun)
  const object = phrases.find((phrase) => phrase.start > 0 && inSource(phrase) && namesThing(phrase)) ?? null
  const base = { exemplarId, editType, on: object?.class ?? null }
  const fill = (phrase: NounPhrase, upTo = words.length) =>
    `${textOf(sentence, 0, phrase.start)} {O} ${textOf(sentence, phrase.end, upTo)}`.trim()
  const own = (from: number, to: number) =>
    phrases.filter((p) => p.start >= from && p.end <= to && inSource(p)).length

  if (quoted?.[1] !== undefined) {
    const at = words.findIndex(({ text }) => text === 'Wordhere')
    const surface = phrases.find((phrase) => phrase.start > at && inSource(phrase) && namesThing(phrase))
    if (surface === undefined) return null
    const wording = fill(surface).replace('Wordhere', '"{V}"')
    if (
      own(surface.end, words.length) > 0 ||
      / (wall|surface|side|front) of \{O\}/u.test(wording) === false
    ) {
      const plain = `${textOf(sentence, 0, surface.start)} {O}`.replace('Wordhere', '"{V}"')
      return { ...base, does: 'letter', on: surface.class, wording: plain, value: quoted[1] }
    }
    return { ...base, does: 'letter', on: surface.class, wording, value: quoted[1] }
  }

  const verb = words[0]?.text.toLowerCase() ?? ''
  if (exemplar.editObject === null) return readWhole(exemplar, sentence, source)
  if (
    /^(remove|erase|delete|clear|take)$/u.test(verb) &&
    object !== null &&
    !/\b(with|for)\b/u.test(textOf(sentence, 0, object.start))
  ) {
    return { ...base, does: 'remove', wording: `${textOf(sentence, 0, object.start)} {O}` }
  }

  const isNew = (phrase: NounPhrase) =>
    !source.has(phrase.noun) && target.has(phrase.noun) && phrase.start > 0
  const thing = phrases.find(isNew)
  const connector =
    object === null ? -1 : words.findIndex(({ text }, i) => i >= object.end && connectors.has(text))
  const asMedium = effectOf(words.slice(object?.end ?? 0).map(({ text }) => text))
  if (
    object !== null &&
    thing !== undefined &&
    exchanges.has(verb) &&
    connector >= object.end &&
    thing.start === connector + 1 &&
    asMedium?.kind !== 'medium'
  ) {
    const wording = `${textOf(sentence, 0, object.start)} {O} ${words[connector]?.text ?? ''} {V}`
    const value = textOf(sentence, thing.start, thing.end)
    return { ...base, does: 'replace', wording, value, valueClass: thing.class }
  }
  const colour = colourPhrase(sentence)
  if (
    object !== null &&
    colour !== null &&
    colour.start >= object.end &&
    colour.end === words.length &&
    /color|turn/u.test(editType)
  ) {
    const between = words.slice(object.end, colour.start).map(({ text }) => text)
    const to = between.includes('to') ? ' to' : ''
    if (between.length > 0 && to === '') return null
    return {
      ...base,
      does: 'recolour',
      wording: `${textOf(sentence, 0, object.start)} {O}${to} {V}`,
      value: colour.text,
    }
  }
  if (thing !== undefined && thing.start === 1) {
    const place = phrases.find((phrase) => phrase.start >= thing.end && namesThing(phrase))
    if (place === undefined) return null
    const placed = placing(words.slice(thing.end, place.start).map(({ text }) => text))
    if (placed === null) return null
    const value = textOf(sentence, thing.start, thing.end)
    const wording = `${textOf(sentence, 0, place.start)} {O}`
    return { ...base, does: 'add', on: place.class, wording, value, place: placed }
  }
  if (object === null) return null
  // What stands between the object and its effect often places it in that one picture: `behind the rocket`.
  let from = object.end
  const next = phrases.find((phrase) => phrase.start > from)
  if (
    words[from]?.kind === 'preposition' &&
    next !== undefined &&
    (inSource(next) || next.noun === 'foreground')
  )
    from = next.end
  const effect = effectOf(words.filter((_, i) => i < object.start || i >= from).map(({ text }) => text))
  if (effect === null || effect.local === null || own(from, words.length) > 0) return null
  const wording = `${textOf(sentence, 0, object.start)} {O} ${textOf(sentence, from, words.length)}`.trim()
  return { ...base, does: 'affect', wording, effect }
}

const stages: ReadonlySet<NounClass | null> = new Set<NounClass>(['ground', 'water', 'building'])
const pictureNames = new Set(['photo', 'photograph', 'picture', 'image', 'scene', 'background'])

/** An edit of the whole image may name its stage: `let snow fall across the valley`. */
function readWhole(exemplar: Exemplar, sentence: Sentence, source: ReadonlySet<string>): Recipe | null {
  const { words, phrases } = sentence
  // What follows only gives the reason, in terms of that one picture.
  const reason = words.findIndex(({ text }, i) => text === 'so' && words[i + 1]?.text === 'that')
  const end = reason === -1 ? words.length : reason
  const named = phrases.filter((phrase) => phrase.end <= end && phrase.start > 0)
  const stage = named.find((phrase) => stages.has(phrase.class))
  const effect = effectOf(words.slice(0, end).map(({ text }) => text))
  const others = named.filter((phrase) => phrase !== stage && source.has(phrase.noun))
  if (effect === null || others.some((phrase) => !pictureNames.has(phrase.noun))) return null
  if (stage !== undefined && words[stage.start - 1]?.text === 'and') return null
  // `Turn the evening into …` supposes an evening.
  if (named.some((phrase) => phrase.determiner === 'the' && conditions.time.has(phrase.noun))) return null
  const wording =
    stage === undefined
      ? textOf(sentence, 0, end)
      : `${textOf(sentence, 0, stage.start)} {O} ${textOf(sentence, stage.end, end)}`.trim()
  const { id: exemplarId, editType } = exemplar
  return { exemplarId, editType, wording, on: stage?.class ?? null, does: 'affect-all', effect }
}
