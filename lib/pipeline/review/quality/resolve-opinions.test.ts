import { describe, expect, test } from 'vitest'
import { type Opinion, resolveOpinions } from './resolve-opinions'

/** `aabr`: four people in turn accept a, a and b, and reject. */
const say = (word: string): Opinion[] =>
  [...word].map((letter, at) => ({ decisionId: `${at}`, candidateId: letter === 'r' ? null : letter }))

const resolve = (word: string, wanted: number, most: number) => resolveOpinions(say(word), { wanted, most })

describe('opinions on one item', () => {
  test('of one person settle it where one is wanted', () => {
    expect(resolve('a', 1, 3)).toEqual({ kind: 'agreed', decisionId: '0' })
    expect(resolve('r', 1, 1)).toEqual({ kind: 'agreed', decisionId: '0' })
  })

  test('wait until as many as wanted have spoken', () => {
    expect(resolve('', 2, 3)).toEqual({ kind: 'ask', wanted: 2 })
    expect(resolve('a', 2, 3)).toEqual({ kind: 'ask', wanted: 2 })
    expect(resolve('aa', 2, 3)).toEqual({ kind: 'agreed', decisionId: '0' })
  })

  test('that differ ask for one more, and then the majority stands', () => {
    expect(resolve('ar', 2, 3)).toEqual({ kind: 'ask', wanted: 3 })
    expect(resolve('ara', 3, 3)).toEqual({ kind: 'agreed', decisionId: '0' })
    expect(resolve('arr', 3, 3)).toEqual({ kind: 'agreed', decisionId: '1' })
  })

  test('ask nobody more than could still turn the majority', () => {
    expect(resolve('arr', 3, 5)).toEqual({ kind: 'ask', wanted: 4 })
    expect(resolve('arrr', 4, 5)).toEqual({ kind: 'agreed', decisionId: '1' })
  })

  test('that tie go to a reviewer', () => {
    expect(resolve('ra', 2, 2)).toEqual({ kind: 'tie', decisionId: '1' })
    expect(resolve('arra', 4, 4)).toEqual({ kind: 'tie', decisionId: '0' })
  })

  test('agree on the candidate that most of them accept, else on the first', () => {
    expect(resolve('abb', 3, 3)).toEqual({ kind: 'agreed', decisionId: '1' })
    expect(resolve('ab', 2, 2)).toEqual({ kind: 'agreed', decisionId: '0' })
  })
})
