import { describe, expect, test } from 'vitest'
import { krippendorffAlpha } from './krippendorff-alpha'

/** Observers in rows, units in columns, a dot where nothing was said: as the publications print them. */
const unitsOf = (...observers: string[]): number[][] => {
  const rows = observers.map((row) => row.trim().split(/\s+/))
  return (rows[0] ?? []).map((_, unit) =>
    rows.flatMap((row) => (row[unit] === '.' ? [] : [Number(row[unit])])),
  )
}

describe('Krippendorff’s α of the published examples', () => {
  // Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C–E: four observers, twelve units.
  const four = unitsOf(
    '1 2 3 3 2 1 4 1 2 . . .',
    '1 2 3 3 2 2 4 1 2 5 . 3',
    '. 3 3 3 2 3 4 2 2 5 1 .',
    '1 2 3 3 2 4 4 1 2 5 1 .',
  )
  test.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
    ['ratio', 0.797],
  ] as const)('four observers with missing data, %s: %f', (scale, alpha) => {
    expect(krippendorffAlpha(four, scale)).toBeCloseTo(alpha, 3)
  })

  test('two observers of binary data: 0.095', () => {
    const binary = unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0')
    expect(krippendorffAlpha(binary, 'nominal')).toBeCloseTo(0.095, 3)
  })

  test('three coders of fifteen units, most of it missing: 0.691 nominal, 0.811 interval', () => {
    const three = unitsOf(
      '. . . . . 3 4 1 2 1 1 3 3 . 3',
      '1 . 2 1 3 3 4 3 . . . . . . .',
      '. . 2 1 3 4 4 . 2 1 1 3 3 . 4',
    )
    expect(krippendorffAlpha(three, 'nominal')).toBeCloseTo(0.691, 3)
    expect(krippendorffAlpha(three, 'interval')).toBeCloseTo(0.811, 3)
  })
})

describe('Krippendorff’s α', () => {
  test('leaves out what only one person judged', () => {
    const units = [
      [1, 1],
      [2, 2],
      [1, 2],
    ]
    expect(krippendorffAlpha([...units, [5], []], 'interval')).toBe(krippendorffAlpha(units, 'interval'))
  })

  test('is 1 for one opinion, and nothing where no two values differ', () => {
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [2, 2, 2],
        ],
        'ordinal',
      ),
    ).toBe(1)
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'nominal',
      ),
    ).toBeNull()
    expect(krippendorffAlpha([], 'ratio')).toBeNull()
  })

  test('does not mind how interval values are shifted or scaled, nor how ordinal ones are stretched', () => {
    const units = [
      [0, 0.5],
      [1, 1],
      [0, 0],
      [0.5, 1, 1],
    ]
    const linear = units.map((unit) => unit.map((value) => 7 + 10 * value))
    expect(krippendorffAlpha(linear, 'interval')).toBeCloseTo(krippendorffAlpha(units, 'interval') ?? 0, 12)
    const squared = units.map((unit) => unit.map((value) => value * value))
    expect(krippendorffAlpha(squared, 'ordinal')).toBeCloseTo(krippendorffAlpha(units, 'ordinal') ?? 0, 12)
  })
})
