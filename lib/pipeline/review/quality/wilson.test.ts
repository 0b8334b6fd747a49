import { describe, expect, test } from 'vitest'
import { margin, wilson } from './wilson'

describe('wilson', () => {
  test('agrees with the published interval of 10 in 100', () => {
    const share = wilson(10, 100)
    expect(share?.low).toBeCloseTo(0.05523, 4)
    expect(share?.high).toBeCloseTo(0.17437, 4)
  })

  test('is never empty and never leaves 0–1, however small the count', () => {
    expect(wilson(0, 3)).toMatchObject({ share: 0, low: 0 })
    expect(wilson(3, 3)?.high).toBe(1)
    expect(wilson(3, 3)?.low).toBeCloseTo(0.4385, 3)
  })

  test('knows nothing of nothing', () => {
    expect(wilson(0, 0)).toBeNull()
  })

  test('names the farther bound as its margin', () => {
    const share = wilson(284, 391)
    expect(share && 100 * margin(share)).toBeCloseTo(4.6, 1)
  })
})
