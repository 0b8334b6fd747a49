import { describe, expect, it } from 'vitest'
import { textLength } from '../text/clip-tokenizer'
import { chooseEditMode } from './choose-edit-mode'
import { equalizer } from './equalizer'
import { refine, refineEdit } from './refine'
import { replace } from './replace'
import { prompt, syllables } from './testing/syllables'
import { wholePrompt, wordTokens } from './word-tokens'

const column = (weights: Float32Array, token: number) =>
  Array.from(
    { length: textLength },
    (_, source) => [source, weights[source * textLength + token]] as const,
  ).filter(([, weight]) => weight !== 0)

describe('tokens of a word', () => {
  it('are found by the word, wherever it stands, and by its place', () => {
    const caption = prompt('a squirrel and a squirrel')
    expect(wordTokens(caption, 'squirrel')).toEqual([2, 3, 6, 7])
    expect(wordTokens(caption, 1)).toEqual([2, 3])
    expect(wordTokens(caption, 'owl')).toEqual([])
  })

  it('count letters as code points, and leave out the # around a token', () => {
    expect(wordTokens(prompt('a 🦊 cat'), 'cat')).toEqual([3])
    expect(wordTokens(prompt('a #tag now'), 'now')).toEqual([])
  })

  it('are refused where the tokens have more letters than the words', () => {
    const shattered = { text: 'a 猫', ids: [0, 1, 2, 3, 4, 5], pieces: ['a', '�', '�', '�'] }
    expect(() => wordTokens(shattered, 'a')).toThrow(/cannot be told apart/)
  })
})

describe('refine', () => {
  it('gives inserted tokens to the target and moves the others', () => {
    const { mapper, alphas } = refine(prompt('a cat on a mat'), prompt('a red cat on a mat'))
    expect([...mapper.subarray(0, 9)]).toEqual([0, 1, -1, 2, 3, 4, 5, 6, 8])
    expect([...alphas.subarray(0, 9)]).toEqual([1, 1, 0, 1, 1, 1, 1, 1, 1])
  })

  it('counts an exchanged token as inserted, since that ties with pairing', () => {
    const { alphas } = refine(prompt('a cat'), prompt('a dog'))
    expect([...alphas.subarray(0, 4)]).toEqual([1, 1, 0, 1])
  })

  it('is the identity for equal captions', () => {
    const { weights, own } = refineEdit(prompt('a cat on a mat'), prompt('a cat on a mat'))
    for (let token = 0; token < textLength; token++) expect(column(weights, token)).toEqual([[token, 1]])
    expect(own.every((share) => share === 0)).toBe(true)
  })

  it('refuses captions that no encoder reads whole', () => {
    const long = wholePrompt('cat '.repeat(80).trim(), syllables)
    expect(() => refine(prompt('a'), long)).toThrow(/82 tokens/)
    expect(() => refineEdit(long, prompt('a'))).toThrow(/82 tokens/)
  })
})

describe('replace', () => {
  it('spreads a word of more tokens evenly, and shifts what follows to itself', () => {
    const weights = replace(prompt('a cat sits'), prompt('a hippopotamus sits'))
    expect(column(weights, 1)).toEqual([[1, 1]])
    for (const token of [2, 3, 4]) expect(column(weights, token)).toEqual([[2, Math.fround(1 / 3)]])
    expect(column(weights, 5)).toEqual([[5, 1]])
  })

  it('maps words of equally many tokens one to one', () => {
    const weights = replace(prompt('a squirrel'), prompt('a reindeer'))
    expect([column(weights, 2), column(weights, 3)]).toEqual([[[2, 1]], [[3, 1]]])
  })

  it('refuses captions of other lengths, and words that lost their tokens', () => {
    expect(() => replace(prompt('a cat'), prompt('a red cat'))).toThrow(/2 and 3/)
    expect(() => replace(prompt('a '), prompt('a b'))).toThrow(/cannot be matched/)
  })
})

describe('the edit mode', () => {
  it('is replace for up to five words of equally many', () => {
    expect(chooseEditMode(prompt('a b c d e f'), prompt('a v w x y z'))).toBe('replace')
    expect(chooseEditMode(prompt('a b c d e f'), prompt('u v w x y z'))).toBe('refine')
    expect(chooseEditMode(prompt('a cat'), prompt('a red cat'))).toBe('refine')
  })

  it('is refine where words cannot be matched by tokens', () => {
    expect(chooseEditMode(prompt('a '), prompt('a b'))).toBe('refine')
  })
})

it('reweights every token of a word, and nothing else', () => {
  const factors = equalizer(prompt('a squirrel eats'), [
    { word: 'squirrel', strength: 2.5 },
    { word: 'owl', strength: 9 },
    { word: 2, strength: 0 },
  ])
  expect([...factors.subarray(0, 6)]).toEqual([1, 1, 2.5, 2.5, 0, 1])
})
