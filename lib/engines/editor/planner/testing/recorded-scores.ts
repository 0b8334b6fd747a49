import { createRandom, seedOf } from '@/lib/imaging/paint/random'

/**
 * Score tables of records as a free-form or region run leaves them, from a process instead of a file: the same seed
 * gives the same tables. A record has a level for each score (how well this model does this edit); a candidate adds
 * what its prompt-to-prompt threshold τ does, which is to keep more of the picture and change less of it, and noise of
 * its seed. The noise of clip_sim_dir has heavier tails (Student's t of 5) than the planner assumes.
 *
 *     clip_sim_dir    = level − 0.10 (τ − ½) + 0.04 t₅      level by regime: mean ± spread
 *     clip_sim_image  = N(0.82, 0.06) + 0.15 (τ − ½) + N(0, 0.04)
 *     clip_sim_target = N(0.28, 0.03) + N(0, 0.02)           τ ~ U(0.1, 0.9)
 *
 * Bounds are UltraEdit's: 0.22, 0.75, 0.2.
 */
export const regimes = {
  easy: { mean: 0.32, spread: 0.05 },
  usual: { mean: 0.24, spread: 0.07 },
  hard: { mean: 0.14, spread: 0.05 },
  hopeless: { mean: 0.02, spread: 0.05 },
} as const
export type Regime = keyof typeof regimes

/** A corpus as one meets it: records of every kind, many that a model does at once, many that it never does. */
export const mixed: readonly Regime[] = [
  ...Array<Regime>(7).fill('easy'),
  ...Array<Regime>(6).fill('usual'),
  ...Array<Regime>(2).fill('hard'),
  ...Array<Regime>(5).fill('hopeless'),
]

export interface RecordedCandidate {
  readonly rules: readonly { rule: string; value: number; bound: number; pass: boolean }[]
  readonly merit: number
}

const atLeast = (rule: string, value: number, bound: number) => ({ rule, value, bound, pass: value >= bound })

/** `records` tables of `total` candidates, the regimes in turn. */
export const recordScores = (
  kinds: readonly Regime[],
  records: number,
  total: number,
  seed: number,
): RecordedCandidate[][] =>
  Array.from({ length: records }, (_, record) => {
    const random = createRandom(seedOf(seed, record))
    const gauss = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
    const heavy = () => {
      let squares = 0
      for (let i = 0; i < 5; i++) squares += gauss() ** 2
      return gauss() / Math.sqrt(squares / 5)
    }
    const { mean, spread } = regimes[kinds[record % kinds.length] as Regime]
    const level = mean + spread * gauss()
    const image = 0.82 + 0.06 * gauss()
    const target = 0.28 + 0.03 * gauss()
    return Array.from({ length: total }, () => {
      const tilt = random.between(0.1, 0.9) - 0.5
      const direction = level - 0.1 * tilt + 0.04 * heavy()
      return {
        merit: direction,
        rules: [
          atLeast('clipSimDir', direction, 0.22),
          atLeast('clipSimImage', image + 0.15 * tilt + 0.04 * gauss(), 0.75),
          atLeast('clipSimTarget', target + 0.02 * gauss(), 0.2),
        ],
      }
    })
  })
