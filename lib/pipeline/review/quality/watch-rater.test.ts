import { describe, expect, test } from 'vitest'
import { freshWatch, pauseChance, type Watch, watchRater } from './watch-rater'

/** `+` is a right answer; returns at which answer the person is paused, and by what. */
const answer = (word: string, from: Watch = freshWatch) => {
  let watch = from
  for (const [at, letter] of [...word].entries()) {
    const step = watchRater(watch, letter === '+')
    watch = step.watch
    if (step.pause) return { at: at + 1, by: step.pause }
  }
  return null
}

describe('the entry test', () => {
  test('pauses at the sixth error among nineteen, as soon as it is made', () => {
    expect(answer('------')).toEqual({ at: 6, by: 'gold' })
    expect(answer(`${'+'.repeat(13)}------`)).toEqual({ at: 19, by: 'gold' })
    expect(answer(`${'+'.repeat(14)}------`)).toBeNull()
  })
})

describe('the drift test', () => {
  test('finds somebody who stops looking after a hundred good answers, within eight errors in a row', () => {
    expect(answer(`${'+'.repeat(100)}--------`)).toEqual({ at: 108, by: 'drift' })
  })

  test('forgives errors that lie far apart, however many', () => {
    expect(answer(`${'+'.repeat(20)}${'-+++++++++'.repeat(100)}`)).toBeNull()
  })
})

describe('the exact chances', () => {
  test('hold both goals: a coin is caught within 20 items in 95 %, 90 % right is paused in at most 1 %', () => {
    expect(pauseChance(0.5, 20)).toBeGreaterThan(0.968)
    expect(pauseChance(0.9, 20)).toBeLessThan(0.0087)
    expect(pauseChance(0.9, 1000)).toBeLessThan(0.01)
  })

  test('are those of the binomial distribution for the entry test', () => {
    // P(at least 6 of 19 wrong): 1 − Σ C(19,k) p^k q^(19−k), k < 6.
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)
    const tail = (p: number) =>
      1 - [0, 1, 2, 3, 4, 5].reduce((sum, k) => sum + choose(19, k) * p ** k * (1 - p) ** (19 - k), 0)
    expect(pauseChance(0.5, 19)).toBeCloseTo(tail(0.5), 10)
    expect(pauseChance(0.9, 19)).toBeCloseTo(tail(0.1), 10)
  })

  test('grow with every item and with every error', () => {
    expect(pauseChance(0.9, 500)).toBeGreaterThan(pauseChance(0.9, 20))
    expect(pauseChance(0.7, 20)).toBeGreaterThan(pauseChance(0.9, 20))
    expect(pauseChance(1, 1000)).toBe(0)
  })
})
