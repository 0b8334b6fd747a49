import { describe, expect, test } from 'vitest'
import { shortScore } from './scores'

describe('shortScore', () => {
  test('keeps two decimals and drops the naught in front', () => {
    expect([0.314, 1, 0, -0.05, 3.456].map(shortScore)).toEqual(['.31', '1.00', '.00', '-.05', '3.46'])
  })

  test('is as short for large scores, and a dash for none', () => {
    expect([12.44, null].map(shortScore)).toEqual(['12.4', '–'])
  })
})
