import nlp from 'compromise'
import { adjectiveOrder, colours, materials, patterns, shades } from './attributes'
import { stem } from './content-words'
import { normaliseText } from './normalise'
import { listedNouns, type NounClass, nounClass } from './noun-classes'

/**
 * What a caption is made of, for code that takes captions apart and puts them together again. Part-of-speech tags
 * come from `compromise`; the lists of this folder and the image's own region labels correct its guesses.
 */
export type WordKind =
  | 'determiner'
  | 'adjective'
  | 'noun'
  | 'preposition'
  | 'verb'
  | 'conjunction'
  | 'comma'
  | 'other'

export interface Word {
  readonly text: string
  readonly kind: WordKind
}

/** A run of words `[start, end)` of the phrase's sentence: `a ginger tabby cat`. */
export interface NounPhrase {
  readonly start: number
  readonly end: number
  /** Where the head noun is; nouns before it qualify it: `coffee` in `coffee cup`. */
  readonly head: number
  /** Singular, lower case. */
  readonly noun: string
  readonly plural: boolean
  readonly determiner: string | null
  /** Adjectives and numbers before the nouns, lower case. */
  readonly adjectives: readonly string[]
  readonly class: NounClass | null
}

export interface Sentence {
  readonly words: readonly Word[]
  readonly phrases: readonly NounPhrase[]
}

const prepositions = `in on at under above below beneath behind beside between near over inside outside against along
  among around across through toward towards from with without of by into onto upon next front amid beyond past off up
  down to for within`

const sceneVerbs = `sitting standing lying resting sleeping running walking jumping flying swimming hanging leaning
  looking staring smiling wearing holding eating drinking playing riding sailing floating parked moored docked driving
  grazing perched growing blooming covered filled surrounded lit glowing shining curled climbing crossing facing
  lifting rising falling burning passing flowing stretching winding seen towering anchored tied stacked placed set
  overlooking reflecting crashing rolling drifting blowing waving steaming`

/** Heads that name a part of the picture and not a thing in it. */
const framing = new Set(
  `view photo photograph picture image shot close-up closeup close background foreground front side
  top bottom middle center centre left right edge back end distance scene cluster grid patch day daytime night dusk dawn sunset sunrise
  morning evening noon light lot group pair row number couple piece part kind style portrait front painting
  sketch drawing black white snapshot aerial way`.split(/\s+/),
)

const measure = new Set(
  'cup glass mug bowl plate bottle slice piece pair bunch basket group herd flock row stack pile'.split(' '),
)

const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  men: 'man',
  women: 'woman',
  children: 'child',
  geese: 'goose',
  mice: 'mouse',
  leaves: 'leaf',
  shelves: 'shelf',
  wolves: 'wolf',
  knives: 'knife',
  calves: 'calf',
  feet: 'foot',
  teeth: 'tooth',
  galaxies: 'galaxy',
  scissors: 'scissors',
  sunglasses: 'sunglasses',
  tomatoes: 'tomato',
  potatoes: 'potato',
}

/** The singular of a lower-case noun, as far as comparing needs it. */
export function singular(noun: string): string {
  return irregular[noun] ?? stem(noun)
}

const lexicon: Record<string, string> = {}
const teach = (words: Iterable<string>, tag: string) => {
  for (const word of words) lexicon[word] = tag
}
const pluralOf = (noun: string) => {
  if (/(s|x|ch|sh|z)$/u.test(noun)) return `${noun}es`
  return /[^aeiou]y$/u.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}
for (const noun of listedNouns()) {
  lexicon[noun] = 'Singular'
  lexicon[pluralOf(noun)] = 'Plural'
}
teach(Object.keys(irregular), 'Plural')
teach(framing, 'Singular')
teach(materials, 'Adjective')
teach(patterns, 'Adjective')
teach(sceneVerbs.split(/\s+/), 'Gerund')
teach(prepositions.split(/\s+/), 'Preposition')
const nounsThatAreAlsoColours = new Set([
  'orange',
  'peach',
  'rainbow',
  'lavender',
  'salmon',
  'glass',
  'stone',
  'brick',
  'wood',
  'paper',
  'cream',
  'mint',
])
for (const colour of [...colours, ...materials])
  if (!nounsThatAreAlsoColours.has(colour)) lexicon[colour] = 'Adjective'

const scenes = new Set(sceneVerbs.split(/\s+/))
const alwaysPrepositions = new Set(
  'past over under above across along behind beside near between against toward towards through among around onto into beneath from with of at on'.split(
    ' ',
  ),
)
/** Plain forms that follow a plural and would else read as its last noun: `sheep stand in a field`. */
const plainVerbs = new Set('stand graze sit lie walk run rest play hang fly swim'.split(' '))

function kindOf(tags: readonly string[], text: string): WordKind {
  const has = (...wanted: string[]) => wanted.some((tag) => tags.includes(tag))
  if (/^(a|an|the|this|that|these|those|his|her|its|their|some|my|your)$/iu.test(text)) return 'determiner'
  if (alwaysPrepositions.has(text.toLowerCase())) return 'preposition'
  // `Make the dog silver`: a colour word is a noun only where the list says so.
  if (colours.has(text.toLowerCase()) && !nounsThatAreAlsoColours.has(text.toLowerCase())) return 'adjective'
  if (scenes.has(text.toLowerCase())) return 'verb'
  if (has('Preposition', 'Particle')) return 'preposition'
  if (has('Conjunction')) return 'conjunction'
  if (has('Value', 'Adjective', 'Comparative', 'Superlative')) return 'adjective'
  if (has('Verb')) return 'verb'
  if (has('Pronoun')) return 'other'
  if (has('Noun')) return 'noun'
  return 'other'
}

let isTaught = false

/** Words known to every caption are taught once: as an argument they would be compiled again for each text. */
function taught(own: Record<string, string>): Record<string, string> {
  if (!isTaught) nlp.addWords(lexicon)
  isTaught = true
  return own
}

interface TaggedTerm {
  readonly text: string
  readonly pre: string
  readonly post: string
  readonly tags: readonly string[]
}

function tag(text: string, labels: readonly string[]): Word[] {
  const own: Record<string, string> = {}
  for (const label of labels) {
    const head = label.toLowerCase().split(/\s+/).at(-1)
    if (head !== undefined && /^[a-z-]+$/u.test(head)) {
      own[head] = singular(head) === head ? 'Singular' : 'Plural'
    }
  }
  const sentences = nlp(text, taught(own)).json({ terms: { tags: true } }) as { terms: TaggedTerm[] }[]
  const words: Word[] = []
  let hyphenated = ''
  for (const term of sentences.flatMap((sentence) => sentence.terms)) {
    // Contractions expand into an empty second term; the visible one already holds the text.
    if (term.text === '') continue
    if (term.post === '-') {
      hyphenated += `${term.text}-`
      continue
    }
    const whole = `${hyphenated}${term.text}`
    const kind = hyphenated === '' ? kindOf(term.tags, term.text) : 'adjective'
    const listed = own[whole.toLowerCase()] ?? lexicon[whole.toLowerCase()]
    words.push({ text: whole, kind: hyphenated !== '' && listed === 'Singular' ? 'noun' : kind })
    hyphenated = ''
    const mark = term.post.trim()
    if (mark !== '') words.push({ text: mark, kind: 'comma' })
  }
  return words
}

const isQuality = (text: string) => colours.has(text) || materials.has(text) || shades.has(text)

/** Mends what needs the neighbours: `in front of`, `an orange suit`, `a rocket lifting off`. */
function inContext(words: readonly Word[]): Word[] {
  return words.map((word, i) => {
    const text = word.text.toLowerCase()
    const before = words[i - 1]
    const after = words[i + 1]
    if (text === 'front' && before?.text === 'in' && after?.text === 'of')
      return { ...word, kind: 'preposition' }
    const qualified =
      before?.kind === 'determiner' || before?.kind === 'adjective' || before?.text === 'middle'
    if (word.kind === 'verb' && qualified && nounClass(singular(text)) !== null)
      return { ...word, kind: 'noun' }
    if (plainVerbs.has(text) && before?.kind === 'noun' && after?.kind !== 'noun')
      return { ...word, kind: 'verb' }
    if (text === 'half' && after?.kind === 'verb') return { ...word, kind: 'other' }
    if (word.kind === 'noun' && (after?.kind === 'noun' || after?.kind === 'adjective') && isQuality(text)) {
      return { ...word, kind: 'adjective' }
    }
    const unlisted = nounClass(singular(text)) === null && !framing.has(text)
    if (word.kind === 'noun' && text.endsWith('ing') && before?.kind === 'noun' && unlisted) {
      return { ...word, kind: 'verb' }
    }
    return word
  })
}

/** A noun before a noun is one name (`coffee cup`), and a colour that ends a phrase is its noun (`an orange`). */
function phraseAt(words: readonly Word[], start: number): NounPhrase | null {
  let at = start
  let determiner: string | null = null
  if (words[at]?.kind === 'determiner') {
    determiner = words[at]?.text.toLowerCase() ?? null
    at++
  }
  const adjectives: string[] = []
  const isAdjective = (i: number) => {
    const word = words[i]
    if (word === undefined) return false
    if (word.kind === 'adjective') return true
    // A participle directly before a noun qualifies it: `parked cars`.
    const next = words[i + 1]
    return (
      word.kind === 'verb' &&
      /(ed|ing)$/u.test(word.text) &&
      i === at &&
      next?.kind === 'noun' &&
      (determiner !== null || words[i - 1]?.kind === 'preposition')
    )
  }
  while (isAdjective(at)) {
    adjectives.push((words[at] as Word).text.toLowerCase())
    at++
    // `black and white` is one adjective.
    if (words[at]?.text === 'and' && isAdjective(at + 1) && adjectives.length > 0) at++
  }
  const firstNoun = at
  while (words[at]?.kind === 'noun') at++
  if (at === firstNoun) {
    const last = adjectives.at(-1)
    if (last === undefined || determiner === null || nounClass(last) === null) return null
    adjectives.pop()
  }
  const head = at - 1
  const text = (words[head] as Word).text.toLowerCase()
  const noun = singular(text.replace(/'s$/u, ''))
  return { start, end: at, head, noun, plural: noun !== text, determiner, adjectives, class: nounClass(noun) }
}

/** Takes a caption or an instruction apart. Labels are nouns that the image is known to hold. */
export function parseSentence(text: string, labels: readonly string[] = []): Sentence {
  const words = inContext(tag(normaliseText(text), labels))
  const phrases: NounPhrase[] = []
  for (let at = 0; at < words.length; at++) {
    const phrase = phraseAt(words, at)
    if (phrase === null) continue
    phrases.push(phrase)
    at = phrase.end - 1
  }
  return { words, phrases }
}

/** Whether the phrase names a thing that can be edited, rather than the view of it. */
export function namesThing(phrase: NounPhrase): boolean {
  return !framing.has(phrase.noun) && !(colours.has(phrase.noun) && phrase.determiner === null)
}

/** Whether the phrase only measures out the next one: `cup` in `a cup of coffee`. */
export function measures(sentence: Sentence, phrase: NounPhrase): boolean {
  return sentence.words[phrase.end]?.text === 'of' && measure.has(phrase.noun)
}

/** Words back to text: no space before a mark. */
export function joinWords(words: readonly Pick<Word, 'text' | 'kind'>[]): string {
  return words
    .map((word, i) =>
      i === 0 || (word.kind === 'comma' && !/^["(]/u.test(word.text)) ? word.text : ` ${word.text}`,
    )
    .join('')
}

/** Where a colour or a material goes in a noun phrase: after size and age, before material and the nouns. */
export function placeOfAdjective(sentence: Sentence, phrase: NounPhrase, adjective: string): number {
  const order = adjectiveOrder(adjective.split(' ').at(-1) ?? adjective)
  const first = phrase.start + (phrase.determiner === null ? 0 : 1)
  let at = first
  while (at < phrase.head && sentence.words[at]?.kind === 'adjective') {
    const here = adjectiveOrder((sentence.words[at] as Word).text)
    if (here === 'material' && order !== 'material') break
    if (colours.has((sentence.words[at] as Word).text.toLowerCase()) && order === 'colour') break
    at++
  }
  return at
}
