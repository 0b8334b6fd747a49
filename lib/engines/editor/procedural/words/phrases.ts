import type { Place } from '../placement'
import type { Token } from './tokens'

/** Words that stand for the whole picture rather than for an object in it. */
const wholeWords = new Set(
  (
    'it this that everything all whole picture image photo photograph scene shot view entire one lighting light mood ' +
    'atmosphere weather tone tones color colors colour colours time day season style look ambience temperature world'
  ).split(' '),
)
const fillers = new Set(
  (
    'the a an of in at to its her his their some more any this that please so ' +
    'slightly much very bit somewhat really far lot rather quite noticeably'
  ).split(' '),
)
const prepositions = new Set(
  'in on at to into above over under below beside near next behind from with onto inside by around across against of for'.split(
    ' ',
  ),
)

/** "the boat and the man" goes on after its "and", "the face and leave the rest" does not. */
const startsNoun = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.word === 'the' || tokens[i]?.isNoun === true

const clauses = new Set('until so as where that which who while when because if and'.split(' '))

/** The object that the words [from, to) name, without articles and trailing places; null for the whole picture. */
export const objectOf = (tokens: readonly Token[], from: number, to: number): string | null => {
  const words: string[] = []
  for (let i = from; i < to; i += 1) {
    const word = tokens[i]?.word ?? ''
    if (words.length > 0 && prepositions.has(word)) {
      // "the color of the car" is about the car.
      if (word === 'of') words.length = 0
      else break
    } else if (words.length > 0 && clauses.has(word) && (word !== 'and' || !startsNoun(tokens, i + 1))) {
      break
    } else if (word === 'from' || (!fillers.has(word) && !prepositions.has(word))) {
      if (word === 'from') break
      words.push(word)
    }
  }
  const named = words.filter((word) => !wholeWords.has(word))
  return named.length > 0 ? words.filter((word) => word !== 'whole' && word !== 'entire').join(' ') : null
}

const zones: readonly (readonly [Place['where'], readonly string[]])[] = [
  ['sky', ['sky', 'air', 'heavens', 'clouds', 'above', 'overhead']],
  [
    'ground',
    [
      'table',
      'ground',
      'floor',
      'grass',
      'desk',
      'water',
      'sea',
      'lake',
      'beach',
      'saucer',
      'plate',
      'snow',
      'road',
    ],
  ],
  ['top', ['top', 'upper']],
  ['bottom', ['bottom', 'lower', 'foreground', 'front']],
  ['middle', ['middle', 'center', 'centre', 'background']],
]

/** Where the words [from, end) want something to be. */
export const placeOf = (tokens: readonly Token[], from: number): Place => {
  const words = tokens.slice(from).map((token) => token.word)
  const where = zones.find(([, names]) => names.some((name) => words.includes(name)))?.[0] ?? 'anywhere'
  const side = words.includes('left') ? 'left' : words.includes('right') ? 'right' : undefined
  return side ? { where, side } : { where }
}

const numbers: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  '2': 2,
  '3': 3,
  '4': 4,
  '5': 5,
  '6': 6,
  '7': 7,
  pair: 2,
  couple: 2,
  few: 3,
  several: 4,
  some: 3,
  many: 6,
  bunch: 5,
  flock: 5,
  group: 4,
}

/** How many are asked for, by the words before a noun at `at`; a plural alone is three. */
export const countOf = (
  tokens: readonly Token[],
  from: number,
  { start: at, end, word }: { readonly start: number; readonly end: number; readonly word: string },
): number => {
  for (let i = at - 1; i >= from; i -= 1) {
    const token = tokens[i]
    const count = numbers[token?.word ?? '']
    if (count) return count
    if (token && ['a', 'an', 'one', 'the'].includes(token.word)) return 1
  }
  const last = tokens[end - 1]
  // "sunglasses" and "fireworks" are one thing each, whose name is a plural.
  return last && last.word !== last.root && !word.endsWith(last.word) ? 3 : 1
}

const quoted = /[“"„«]([^”"“»]+)[”"»]|(?:^|[\s(])['‘]([^'’]+(?:['’][a-z][^'’]*)*)['’](?=$|[\s.,;!?)])/u

/** The text in quotation marks and the instruction without it; null when nothing is quoted. */
export const quotedOf = (instruction: string): { readonly text: string; readonly rest: string } | null => {
  const match = quoted.exec(instruction)
  const text = (match?.[1] ?? match?.[2] ?? '').trim()
  if (!match || text === '') return null
  return {
    text,
    rest: `${instruction.slice(0, match.index)} ${instruction.slice(match.index + match[0].length)}`,
  }
}
