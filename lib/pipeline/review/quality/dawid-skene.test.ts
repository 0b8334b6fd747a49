import { describe, expect, test } from 'vitest'
import { dawidSkene, type Label } from './dawid-skene'

// Table 1 of Dawid & Skene (1979): how five anaesthetists classed 45 patients; the first saw each three times.
const anaesthetists = `
111 1 1 1 1|333 4 3 3 4|112 2 1 2 2|222 3 1 2 1|222 3 2 2 2|222 3 3 2 2|122 2 1 1 1|333 3 4 3 3|222 2 2 2 3
232 2 2 2 3|444 4 4 4 4|222 3 3 4 3|111 1 1 1 1|222 3 2 1 2|121 1 1 1 1|111 2 1 1 1|111 1 1 1 1|111 1 1 1 1
222 2 2 2 1|222 1 3 2 2|222 2 2 2 2|222 2 2 2 1|222 3 2 2 2|221 2 2 2 2|111 1 1 1 1|111 1 1 1 1|232 2 2 2 2
111 1 1 1 1|111 1 1 1 1|112 1 1 2 1|111 1 1 1 1|333 3 2 3 3|111 1 1 1 1|222 2 2 2 2|222 3 2 3 2|433 4 3 4 3
221 2 2 3 2|232 3 2 3 3|333 3 4 3 2|111 1 1 1 1|111 1 1 1 1|121 2 1 1 1|232 2 2 2 2|121 1 1 1 1|222 2 2 2 2`

const patients: Label[] = anaesthetists
  .trim()
  .split(/[|\n]/)
  .flatMap((row, patient) =>
    row
      .split(' ')
      .flatMap((said, observer) =>
        [...said].map((label) => ({ item: `${patient + 1}`, rater: `${observer + 1}`, label })),
      ),
  )

const labelOf = ({ labels, posterior }: ReturnType<typeof dawidSkene>, item: string) => {
  const chances = posterior.get(item) ?? []
  return labels[chances.indexOf(Math.max(...chances))]
}

describe('Dawid–Skene on the anaesthetists of 1979', () => {
  const found = dawidSkene(patients)

  test('has 45 patients and 315 observations', () => {
    expect(found.posterior.size).toBe(45)
    expect(patients).toHaveLength(315)
  })

  test('finds the published shares of the classes: 0.40, 0.42, 0.11 and 0.07', () => {
    expect(found.priors.map((prior) => prior.toFixed(2))).toEqual(['0.40', '0.42', '0.11', '0.07'])
  })

  test('finds the published error rates of the first, of whom there is the most', () => {
    const rates = found.confusion.get('1')?.map((row) => row.map((rate) => rate.toFixed(2)).join(' '))
    expect(rates).toEqual([
      '0.89 0.11 0.00 0.00',
      '0.07 0.88 0.05 0.00',
      '0.00 0.34 0.66 0.00',
      '0.00 0.00 0.56 0.44',
    ])
  })

  test('classes the patients on whom all agree as they do, with certainty', () => {
    for (const [patient, label] of [
      ['1', '1'],
      ['11', '4'],
      ['21', '2'],
      ['45', '2'],
    ] as const) {
      expect(labelOf(found, patient)).toBe(label)
      expect(Math.max(...(found.posterior.get(patient) ?? []))).toBeGreaterThan(0.99)
    }
  })

  test('gives every rater shares that sum to 1 for every class', () => {
    for (const matrix of found.confusion.values())
      for (const row of matrix) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
  })

  test('never loses likelihood from one round to the next', () => {
    let last = Number.NEGATIVE_INFINITY
    for (let rounds = 1; rounds <= 20; rounds += 1) {
      const { logLikelihood } = dawidSkene(patients, { rounds })
      expect(logLikelihood).toBeGreaterThanOrEqual(last - 1e-9)
      last = logLikelihood
    }
  })
})

describe('Dawid–Skene', () => {
  test('turns the word of somebody who always says the opposite around', () => {
    const truth = (item: number) => (item % 3 === 0 ? 'reject' : 'accept')
    const opposite = (label: string) => (label === 'reject' ? 'accept' : 'reject')
    const given = Array.from({ length: 60 }, (_, item) => item).flatMap((item) => [
      { item: `${item}`, rater: 'good', label: truth(item) },
      { item: `${item}`, rater: 'fair', label: item % 10 === 0 ? opposite(truth(item)) : truth(item) },
      { item: `${item}`, rater: 'liar', label: opposite(truth(item)) },
    ])
    const found = dawidSkene(given)
    for (let item = 0; item < 60; item += 1) expect(labelOf(found, `${item}`)).toBe(truth(item))
    expect(found.confusion.get('liar')?.[0]?.[0]).toBeLessThan(0.01)
  })

  test('does not underflow with thousands of raters', () => {
    const given = Array.from({ length: 3_000 }, (_, rater) => [
      { item: 'a', rater: `${rater}`, label: rater % 5 === 0 ? 'no' : 'yes' },
      { item: 'b', rater: `${rater}`, label: rater % 7 === 0 ? 'yes' : 'no' },
    ]).flat()
    const found = dawidSkene(given, { smoothing: 0.1 })
    expect([labelOf(found, 'a'), labelOf(found, 'b')]).toEqual(['yes', 'no'])
    expect(Number.isFinite(found.logLikelihood)).toBe(true)
  })

  test('of nothing says nothing', () => {
    expect(dawidSkene([])).toMatchObject({ labels: [], priors: [], logLikelihood: 0 })
  })
})
