import { expect, test } from 'vitest'
import { type Answer, isGoldRight } from './is-gold-right'

const accept = (candidateId: string): Answer => ({ verdict: 'accept', candidateId, reasons: [] })
const reject = (...reasons: string[]): Answer => ({ verdict: 'reject', candidateId: null, reasons })
const fix: Answer = { verdict: 'fix', candidateId: null, reasons: [] }

test('a good gold item wants its candidate, or any where none is named', () => {
  const gold = { verdict: 'accept', candidateIds: ['a', 'b'], reasons: [] } as const
  expect(isGoldRight(gold, accept('b'))).toBe(true)
  expect(isGoldRight(gold, accept('c'))).toBe(false)
  expect(isGoldRight({ ...gold, candidateIds: [] }, accept('c'))).toBe(true)
  expect(isGoldRight(gold, { ...accept('a'), verdict: 'pick' })).toBe(true)
  expect(isGoldRight(gold, reject('artifacts'))).toBe(false)
  expect(isGoldRight(gold, fix)).toBe(false)
})

test('a bad gold item wants one of its reasons, or a fix', () => {
  const gold = { verdict: 'reject', candidateIds: [], reasons: ['artifacts', 'over-edited'] } as const
  expect(isGoldRight(gold, reject('unsafe', 'artifacts'))).toBe(true)
  expect(isGoldRight(gold, reject('unsafe'))).toBe(false)
  expect(isGoldRight({ ...gold, reasons: [] }, reject('unsafe'))).toBe(true)
  expect(isGoldRight(gold, fix)).toBe(true)
  expect(isGoldRight(gold, accept('a'))).toBe(false)
})
