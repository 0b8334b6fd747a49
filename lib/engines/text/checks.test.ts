import { describe, expect, it } from 'vitest'
import { checkEditTexts, checkMentions } from './checks'
import { wordDiff } from './word-diff'

const texts = { instruction: 'Make the cat red', sourceCaption: 'a cat', targetCaption: 'a red cat' }
const codes = (change: Partial<typeof texts>) =>
  checkEditTexts({ ...texts, ...change }).map((finding) => `${finding.field} ${finding.code}`)

describe('checkEditTexts', () => {
  it('passes a good seed', () => expect(codes({})).toEqual([]))
  it('refuses empty and punctuation-only texts', () => {
    expect(codes({ instruction: '  \u200b ' })).toEqual(['instruction empty'])
  })
  it('refuses a target that says the same in other case and punctuation', () => {
    expect(codes({ targetCaption: 'A  Cat.' })).toEqual(['targetCaption same-as-source'])
  })
  it('refuses more than 60 words and names the count', () => {
    const long = 'cat '.repeat(61)
    const finding = checkEditTexts({ ...texts, targetCaption: long })[0]
    expect(finding).toMatchObject({ code: 'too-long', detail: { words: 61, limit: 60 } })
    expect(codes({ targetCaption: 'cat '.repeat(60) })).toEqual([])
  })
  it('refuses control and bidirectional characters', () => {
    expect(codes({ instruction: 'Make \u202ethe cat red' })).toEqual(['instruction control-characters'])
  })
  it('accepts right-to-left text and emoji', () => {
    expect(codes({ instruction: 'צבע את החתול', targetCaption: 'a cat 🐱 with a hat' })).toEqual([])
  })
})

describe('checkMentions', () => {
  it('is quiet when caption or label holds the noun, singular or plural', async () => {
    expect(await checkMentions('Make the boat red', 'two boats in a harbour', [])).toBeNull()
    expect(await checkMentions('Paint the doors green', 'a house', ['door'])).toBeNull()
    expect(await checkMentions('Make it night', 'a house', [])).toBeNull()
    expect(await checkMentions('Blur the background', 'a house', [])).toBeNull()
  })
  it('warns, and only warns, when nothing that the instruction names is in the picture', async () => {
    const finding = await checkMentions('Turn the giraffe purple', 'a cup of coffee on a table', ['cup'])
    expect(finding).toMatchObject({ level: 'warning', code: 'nothing-mentioned' })
  })
})

describe('wordDiff', () => {
  it('shows the replaced words', () => {
    expect(wordDiff('a ginger cat on a sofa', 'a silver cat on a sofa')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'ginger' },
      { kind: 'added', text: 'silver' },
      { kind: 'same', text: 'cat on a sofa' },
    ])
  })
  it('ignores case and edge punctuation', () => {
    expect(wordDiff('A cat.', 'a cat')).toEqual([{ kind: 'same', text: 'a cat' }])
  })
})
