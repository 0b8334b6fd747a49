import { describe, expect, it } from 'vitest'
import { comparisonForm, hasControlCharacters, normaliseText, wordsOf } from './normalise'

describe('normaliseText', () => {
  it('stores one spelling of quotes, spaces and composed letters', () => {
    expect(normaliseText('  a  “cafe\u0301”\n sign\u200b ')).toBe('a "café" sign')
  })
  it('leaves right-to-left scripts, joined emoji and Persian joiners alone', () => {
    for (const text of ['חתול על ספה', '👩‍🚀 in space', 'می‌خواهم']) expect(normaliseText(text)).toBe(text)
  })
  it('is idempotent', () => {
    const once = normaliseText('\ufeffＡ ½ cup ’')
    expect(normaliseText(once)).toBe(once)
  })
})

describe('hasControlCharacters', () => {
  it('finds what changes a text unseen', () => {
    for (const text of ['a\u0000b', 'a\u001bb', 'a\u202eb', 'a\u2066b', 'a\ud800b', 'a\u009fb']) {
      expect(hasControlCharacters(text), JSON.stringify(text)).toBe(true)
    }
  })
  it('passes line breaks, tabs, emoji and other scripts', () => {
    for (const text of ['a\r\n\tb', '👩‍🚀', 'خانه', '猫']) expect(hasControlCharacters(text)).toBe(false)
  })
})

describe('comparisonForm', () => {
  it('makes exact duplicates equal across case, width, punctuation and quotes', () => {
    expect(comparisonForm('Turn the ＣＡＴ  “red”!')).toBe(comparisonForm('turn the cat red'))
    expect(comparisonForm('STRASSE')).toBe(comparisonForm('straße'))
  })
  it('keeps accents and numbers apart', () => {
    expect(comparisonForm('résumé')).not.toBe(comparisonForm('resume'))
    expect(comparisonForm('add 2 cats')).not.toBe(comparisonForm('add 3 cats'))
  })
})

it('wordsOf counts words of scripts without spaces', () => {
  expect(wordsOf('一只猫坐在沙发上').length).toBeGreaterThan(3)
})
