import { describe, expect, it } from 'vitest'
import { diffWords } from './diff-words'

const show = (from: string, to: string) =>
  diffWords(from, to)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `[+${text}+]` })[kind])
    .join('')

describe('diffWords', () => {
  it('marks the one word that changed', () => {
    expect(show('a cup of coffee on a saucer', 'a cup of matcha on a saucer')).toBe(
      'a cup of [-coffee-][+matcha+] on a saucer',
    )
  })

  it('takes neighbouring changed words as one change', () => {
    expect(show('a red car outside', 'a blue van outside')).toBe('a [-red car-][+blue van+] outside')
  })

  it('marks an addition at the end and a removal at the start', () => {
    expect(show('a cat', 'a cat with a collar')).toBe('a cat[+ with a collar+]')
    expect(show('sunny beach', 'beach')).toBe('[-sunny -]beach')
  })

  it('does not take punctuation for part of a word', () => {
    expect(show('a cat, asleep', 'a fox, asleep')).toBe('a [-cat-][+fox+], asleep')
  })

  it('compares Chinese by the character', () => {
    expect(show('桌上的咖啡', '桌上的抹茶')).toBe('桌上的[-咖啡-][+抹茶+]')
  })

  it('rebuilds both sentences from its parts', () => {
    const from = 'an old  dog — sleeping, 3 feet away'
    const to = 'a young dog sleeping on 3 cushions'
    const parts = diffWords(from, to)
    const side = (skip: string) =>
      parts
        .filter((part) => part.kind !== skip)
        .map((part) => part.text)
        .join('')
    expect(side('added')).toBe(from)
    expect(side('removed')).toBe(to)
  })

  it('has nothing to say about two empty sentences', () => {
    expect(diffWords('', '')).toEqual([])
  })
})
