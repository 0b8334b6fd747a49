import { describe, expect, it } from 'vitest'
import { type KeepRule, passProbability, stopsAfter } from './adaptive'
import { mixed, type RecordedCandidate, type Regime, recordScores } from './testing/recorded-scores'

const freeForm: KeepRule = { total: 30, keepTop: 4, minKept: 1 }
const region: KeepRule = { total: 100, keepTop: 3, minKept: 3 }

const kept = (candidates: readonly RecordedCandidate[], { keepTop, minKept }: KeepRule) => {
  const passed = candidates
    .filter(({ rules }) => rules.every(({ pass }) => pass))
    .sort((a, b) => b.merit - a.merit)
  return passed.length >= minKept ? passed.slice(0, keepTop) : []
}

/** Plays the planner over recorded records. */
const play = (kinds: readonly Regime[], rule: KeepRule, seed: number) => {
  const sum = { made: 0, kept: 0, keptOfAll: 0, merit: 0, meritOfAll: 0 }
  const records = 400
  for (const table of recordScores(kinds, records, rule.total, seed)) {
    let made = 1
    while (made < rule.total && !stopsAfter(table.slice(0, made), rule)) made += 1
    const chosen = kept(table.slice(0, made), rule)
    const ofAll = kept(table, rule)
    sum.made += made
    sum.kept += chosen.length
    sum.keptOfAll += ofAll.length
    for (const { merit } of chosen) sum.merit += merit
    for (const { merit } of ofAll) sum.meritOfAll += merit
  }
  return {
    made: sum.made / (records * rule.total),
    kept: sum.kept / sum.keptOfAll,
    lostARecord: (sum.keptOfAll - sum.kept) / records,
    merit: sum.merit / sum.kept,
    meritOfAll: sum.meritOfAll / sum.keptOfAll,
  }
}

describe('the adaptive planner on recorded candidates', () => {
  it.each([
    ['free-form', freeForm, 1],
    ['free-form', freeForm, 2],
    ['region', region, 3],
    ['region', { ...region, minKept: 1 }, 4],
  ] as const)(
    'makes at most half of the candidates of a mixed %s corpus and keeps 98 % of the samples',
    (_, rule, seed) => {
      const played = play(mixed, rule, seed)
      expect(played.made).toBeLessThanOrEqual(0.5)
      expect(played.kept).toBeGreaterThanOrEqual(0.98)
    },
  )

  it.each(['easy', 'usual', 'hard', 'hopeless'] as const)(
    'gives up no more than a fiftieth of a full record where all are %s',
    (regime) => {
      for (const rule of [freeForm, region])
        expect(play([regime], rule, 5).lostARecord).toBeLessThanOrEqual(0.02 * rule.keepTop)
    },
  )

  it('saves most where the filter decides early, and spends where it does not', () => {
    const [easy, hard, hopeless] = (['easy', 'hard', 'hopeless'] as const).map((regime) =>
      play([regime], freeForm, 6),
    )
    expect(easy?.made).toBeLessThan(0.45)
    expect(hopeless?.made).toBeLessThan(0.5)
    expect(hard?.made).toBeGreaterThan(0.7)
    expect(hard?.kept).toBeGreaterThanOrEqual(0.97)
  })

  it('still looks for good ones where many pass: better than the first that do', () => {
    const tables = recordScores(['easy'], 400, freeForm.total, 7)
    const firstFour = tables.flatMap((table) =>
      table.filter(({ rules }) => rules.every(({ pass }) => pass)).slice(0, freeForm.keepTop),
    )
    const mean = firstFour.reduce((sum, { merit }) => sum + merit, 0) / firstFour.length
    expect(play(['easy'], freeForm, 7).merit).toBeGreaterThan(mean + 0.015)
  })
})

const candidate = (value: number) => ({
  rules: [{ rule: 'clipSimDir', value, bound: 0.22, pass: value >= 0.22 }],
})

describe('the rule', () => {
  it('expects less of a record that fails by far than of one that nearly passes', () => {
    const far = passProbability(Array.from({ length: 8 }, () => candidate(0.02)))
    const near = passProbability(Array.from({ length: 8 }, () => candidate(0.2)))
    expect(far).toBeLessThan(0.002)
    expect(near).toBeGreaterThan(0.03)
  })

  it('never judges a record by fewer than six candidates, nor without verdicts', () => {
    expect(
      stopsAfter(
        Array.from({ length: 5 }, () => candidate(-0.5)),
        freeForm,
      ),
    ).toBeNull()
    expect(
      stopsAfter(
        Array.from({ length: 12 }, () => candidate(-0.5)),
        freeForm,
      ),
    ).toBe('hopeless')
    expect(
      stopsAfter(
        Array.from({ length: 29 }, () => ({ rules: [] })),
        freeForm,
      ),
    ).toBeNull()
  })

  it('does not stop before enough have passed for the record to be kept at all', () => {
    const seen = Array.from({ length: 60 }, (_, i) => candidate(i < 2 ? 0.3 : 0.19))
    expect(stopsAfter(seen, { total: 100, keepTop: 1, minKept: 3 })).toBeNull()
  })
})
