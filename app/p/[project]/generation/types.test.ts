import { describe, expect, test } from 'vitest'
import { partsOf, type Run } from './types'

const run = (over: Partial<Run>) =>
  ({ done: 0, failed: 0, refused: 0, candidates: 0, passed: 0, accepted: 0, ...over }) as Run

const lengthOf = (over: Partial<Run>) => partsOf(run(over)).reduce((sum, { value }) => sum + value, 0)

describe('the parts of a run’s bar', () => {
  test('are together as long as the records at an end', () => {
    expect(
      lengthOf({ done: 40, failed: 2, refused: 3, candidates: 160, passed: 90, accepted: 12 }),
    ).toBeCloseTo(45)
    expect(lengthOf({ done: 5 })).toBe(5)
  })

  test('stay so when more was accepted than the filter passed', () => {
    const parts = partsOf(run({ done: 10, candidates: 40, passed: 2, accepted: 6 }))
    expect(parts.every(({ value }) => value >= 0)).toBe(true)
    expect(lengthOf({ done: 10, candidates: 40, passed: 2, accepted: 6 })).toBeCloseTo(10)
  })
})
