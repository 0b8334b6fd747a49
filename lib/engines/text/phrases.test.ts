import { describe, expect, it } from 'vitest'
import { articleFor, fixArticles } from './article'
import { joinWords, parseSentence } from './phrases'

const phrases = (caption: string, labels: string[] = []) => {
  const sentence = parseSentence(caption, labels)
  return sentence.phrases.map((phrase) => joinWords(sentence.words.slice(phrase.start, phrase.end)))
}

describe('parseSentence', () => {
  it.each([
    ['two boats moored in a harbour under a blue sky', ['two boats', 'a harbour', 'a blue sky']],
    [
      'a ginger cat sleeping on a grey sofa next to a wooden table',
      ['a ginger cat', 'a grey sofa', 'a wooden table'],
    ],
    [
      'a woman in an orange space suit smiling in front of a flag',
      ['a woman', 'an orange space suit', 'a flag'],
    ],
    ['a cup of coffee on a table', ['a cup', 'coffee', 'a table']],
    ['street with parked cars at dusk', ['street', 'parked cars', 'dusk']],
    ['a rocket lifting off from the launch pad at night', ['a rocket', 'the launch pad', 'night']],
    ['Turn the middle flower into a pencil drawing', ['the middle flower', 'a pencil drawing']],
    ['an orange and an apple on a plate', ['an orange', 'an apple', 'a plate']],
  ])('%s', (caption, expected) => {
    expect(phrases(caption)).toEqual(expected)
  })
  it('trusts the labels of the image', () => {
    expect(phrases('a blorp on a shelf', ['blorp'])).toEqual(['a blorp', 'a shelf'])
  })
  it('puts a caption together again unchanged', () => {
    for (const caption of [
      'a red apple, a green pear and yellow bananas in a bowl',
      'a close-up photo of a cat',
    ]) {
      expect(joinWords(parseSentence(caption).words)).toBe(caption)
    }
  })
})

describe('articles', () => {
  it('follow the sound', () => {
    expect(
      ['apple', 'hour', 'unicorn', 'uniform', 'umbrella', 'one', 'owl', 'European'].map(articleFor),
    ).toEqual(['an', 'an', 'a', 'a', 'an', 'a', 'an', 'a'])
    expect(fixArticles('A orange cat in an garden and a apple')).toBe(
      'An orange cat in a garden and an apple',
    )
  })
})
