import { fixArticles } from '@/lib/engines/text/article'
import { type NounClass, nounClass } from '@/lib/engines/text/noun-classes'
import { joinWords, type NounPhrase, namesThing, type Sentence, singular } from '@/lib/engines/text/phrases'
import {
  describedAs,
  endingWith,
  exchanged,
  followedBy,
  framedAs,
  recoloured,
  says,
  without,
} from './caption-edit'
import type { Recipe } from './recipe'

export interface Applied {
  readonly instruction: string
  readonly targetCaption: string
  readonly editObject: string | null
  /** What the edit happens to, or is placed by; a region with this label is the record's region. */
  readonly object: NounPhrase | null
}

const animate = new Set(
  `sleeping running walking jumping looking staring smiling wearing holding eating drinking
  playing riding grazing stand graze`.split(/\s+/),
)
const outdoors: ReadonlySet<NounClass | null> = new Set<NounClass>(['ground', 'water', 'building', 'vehicle'])
const indoors: ReadonlySet<NounClass | null> = new Set<NounClass>(['furniture', 'container', 'drink', 'food'])
const tangible = (phrase: NounPhrase) =>
  phrase.class !== 'sky' && phrase.class !== 'ground' && phrase.class !== 'water'

const fixtures: ReadonlySet<NounClass | null> = new Set<NounClass | null>([
  null,
  'sky',
  'ground',
  'water',
  'part',
])
const supports = new Set(['on', 'in', 'from', 'under', 'into', 'against', 'at'])

/** Whether the caption names such a thing already. */
function holds(sentence: Sentence, thing: string): boolean {
  const noun = singular(thing.split(' ').at(-1)?.toLowerCase() ?? '')
  return sentence.phrases.some((phrase) => phrase.noun === noun)
}

/** Whether the sentence still makes sense with something of another class in the phrase's place. */
function replaceable(
  sentence: Sentence,
  phrase: NounPhrase,
  by: NounClass | null,
  precedents: ReadonlySet<string>,
): boolean {
  const before = sentence.words[phrase.start - 1]?.text.toLowerCase() ?? ''
  const after = sentence.words[phrase.end]?.text.toLowerCase() ?? ''
  if (fixtures.has(phrase.class) || phrase.plural || (phrase.determiner === null && before !== 'of'))
    return false
  // A bare noun is a mass (`a cup of coffee`), which may change, or several, whose verb would not agree.
  if (before === 'from' || before === 'in') return false
  if (phrase.class === by) return true
  // What carries something, has something or acts can only be followed by its like.
  const bound = supports.has(before) || after === 'with' || animate.has(after)
  return !bound && precedents.has(`replace:${phrase.class}:${by}`)
}

const solid = (phrase: NounPhrase) => tangible(phrase) && phrase.class !== 'part' && phrase.class !== 'drink'

/** How the instruction names the thing: `the table`, and with its adjectives where two share a noun. */
export function nameOf(sentence: Sentence, phrase: NounPhrase): string {
  const namesakes = sentence.phrases.filter((other) => other.noun === phrase.noun).length
  const firstNoun = sentence.words.findIndex((word, i) => i >= phrase.start && word.kind === 'noun')
  const from =
    namesakes > 1 ? phrase.start + (phrase.determiner === null ? 0 : 1) : Math.min(firstNoun, phrase.head)
  return joinWords(sentence.words.slice(from < 0 ? phrase.head : from, phrase.end)).toLowerCase()
}

function isOutdoors(sentence: Sentence): boolean {
  return (
    sentence.phrases.some((p) => outdoors.has(p.class)) && !sentence.phrases.some((p) => indoors.has(p.class))
  )
}

const write = (wording: string, object: string, value = '') =>
  fixArticles(wording.replace('{O}', `the ${object}`).replace('{V}', value))
    .replace(/\s+/gu, ' ')
    .replace(/ ,/gu, ',')
    .trim()

/** Recipes without an object act on the picture; the others on one phrase of the caption. */
export function applyToPicture(recipe: Recipe, sentence: Sentence): Applied | null {
  if (recipe.does !== 'affect-all') return null
  const { effect } = recipe
  if (effect.outdoors && !isOutdoors(sentence)) return null
  if (says(sentence, effect.kind) && effect.kind !== 'medium') return null
  const { how, text } = effect.whole
  const targetCaption = how === 'framing' ? framedAs(sentence, text) : endingWith(sentence, text)
  if (!recipe.wording.includes('{O}'))
    return { instruction: recipe.wording, targetCaption, editObject: null, object: null }
  const stage = sentence.phrases.find(
    (phrase) => namesThing(phrase) && phrase.class === recipe.on && recipe.on !== null,
  )
  if (stage === undefined) return null
  return {
    instruction: write(recipe.wording, nameOf(sentence, stage)),
    targetCaption,
    editObject: null,
    object: null,
  }
}

/**
 * The recipe on one thing of the caption, or null where it makes no sense there. `precedents` holds
 * `does:class` and `replace:class:class` of what exemplars show: an edit moves only to things of a kind on which
 * somebody has made it.
 */
export function applyToThing(
  recipe: Recipe,
  sentence: Sentence,
  phrase: NounPhrase,
  precedents: ReadonlySet<string>,
): Applied | null {
  const name = nameOf(sentence, phrase)
  const editObject = name
  const instruction = write(recipe.wording, name, 'value' in recipe ? recipe.value : '')
  const shown = phrase.class !== null && phrase.class === recipe.on
  switch (recipe.does) {
    case 'affect-all':
      return null
    case 'recolour': {
      if (phrase.class === 'person' || phrase.adjectives.includes(recipe.value)) return null
      const usual = tangible(phrase) && phrase.class !== 'animal' && phrase.class !== 'drink'
      if (!usual && !precedents.has(`recolour:${phrase.class}`)) return null
      // Turning a thing to gold changes what it is made of, which suits fewer things than paint does.
      if (recipe.editType === 'turn' && !shown) return null
      const targetCaption = recoloured(sentence, phrase, recipe.value)
      return targetCaption === null ? null : { instruction, targetCaption, editObject, object: phrase }
    }
    case 'replace': {
      if (!replaceable(sentence, phrase, recipe.valueClass, precedents)) return null
      if (holds(sentence, recipe.value)) return null
      const targetCaption = exchanged(sentence, phrase, recipe.value)
      return { instruction, targetCaption, editObject, object: phrase }
    }
    case 'add': {
      if (!shown || (phrase.class === 'sky' && phrase.noun !== 'sky') || holds(sentence, recipe.value))
        return null
      const thing = recipe.value.replace(/^(an?|the) /u, '')
      const wears = recipe.place === 'on' && nounClass(thing.split(' ').at(-1) ?? '') === 'clothing'
      if (wears && (phrase.plural || phrase.determiner === null)) return null
      const acts = sentence.words[phrase.end]?.kind === 'verb'
      const targetCaption = wears
        ? followedBy(sentence, phrase, `wearing ${recipe.value}${acts ? ' and' : ''}`)
        : endingWith(sentence, `, with ${recipe.value} ${recipe.place} the ${name}`)
      return { instruction, targetCaption, editObject: thing, object: phrase }
    }
    case 'remove': {
      if (!tangible(phrase) || phrase.class === 'part') return null
      const targetCaption = without(sentence, phrase)
      return targetCaption === null ? null : { instruction, targetCaption, editObject, object: phrase }
    }
    case 'affect': {
      const { local, kind } = recipe.effect
      if (local === null || !(shown || (kind === 'medium' && solid(phrase)))) return null
      if (phrase.plural && /\b(it|its)\b/u.test(recipe.wording)) return null
      const say = local.how === 'before' ? describedAs : followedBy
      return { instruction, targetCaption: say(sentence, phrase, local.text), editObject, object: phrase }
    }
    case 'letter': {
      if (!shown || phrase.plural) return null
      const targetCaption = endingWith(sentence, `, with the word "${recipe.value}" on the ${name}`)
      return { instruction, targetCaption, editObject, object: phrase }
    }
  }
}
