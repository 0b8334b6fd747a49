import { describe, expect, test } from 'vitest'
import { cohenKappa, fleissKappa } from './kappa'

const times = (count: number, pair: [string, string]) => Array.from({ length: count }, () => pair)

describe('Cohen’s κ', () => {
  test('is 0.4 in the textbook’s fifty grant proposals', () => {
    const grants = [
      ...times(20, ['yes', 'yes']),
      ...times(5, ['yes', 'no']),
      ...times(10, ['no', 'yes']),
      ...times(15, ['no', 'no']),
    ]
    expect(cohenKappa(grants)).toBeCloseTo(0.4, 12)
  })

  test('tells two tables with the same share of agreement apart by what chance gives', () => {
    const tables = [
      [45, 15, 25, 15, 0.1304],
      [25, 35, 5, 35, 0.2593],
    ] as const
    for (const [both, first, second, none, kappa] of tables)
      expect(
        cohenKappa([
          ...times(both, ['yes', 'yes']),
          ...times(first, ['yes', 'no']),
          ...times(second, ['no', 'yes']),
          ...times(none, ['no', 'no']),
        ]),
      ).toBeCloseTo(kappa, 4)
  })

  test('is 1 for one opinion, under 0 for opposite ones, and nothing of nothing', () => {
    expect(cohenKappa([...times(3, ['a', 'a']), ...times(2, ['b', 'b'])])).toBe(1)
    expect(cohenKappa([...times(3, ['a', 'b']), ...times(3, ['b', 'a'])])).toBe(-1)
    expect(cohenKappa([])).toBeNull()
    expect(cohenKappa(times(4, ['a', 'a']))).toBeNull()
  })
})

describe('Fleiss’ κ', () => {
  test('is 0.210 in the textbook’s fourteen raters of ten subjects', () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ]
    expect(fleissKappa(counts)).toBeCloseTo(0.2099, 4)
  })

  test('needs two people and two categories', () => {
    expect(fleissKappa([])).toBeNull()
    expect(fleissKappa([[1, 0]])).toBeNull()
    expect(
      fleissKappa([
        [2, 0],
        [2, 0],
      ]),
    ).toBeNull()
    expect(
      fleissKappa([
        [2, 0],
        [0, 2],
      ]),
    ).toBe(1)
  })
})
