import type { Draw, EditMode } from '@/lib/engines/editor/editor'
import { createRandom, type Random, seedOf } from '@/lib/imaging/paint/random'

/** Candidates a record, as UltraEdit made them. */
export const publishedCount: Readonly<Record<EditMode, number>> = { 'free-form': 30, region: 100 }

/**
 * The parameters of one diffusion candidate. JSON, since they are stored on the candidate; a type and not an
 * interface, so that it is `EditParams` too.
 */
export type DiffusionParams = {
  /** Steps asked for; of these the last ⌊steps · strength⌋ are run. */
  readonly steps: number
  readonly strength: number
  /** Up to 1 there is no classifier-free guidance. */
  readonly guidance: number
  /** Prompt-to-prompt: the share of the steps in which source maps reach the target, self and cross alike. */
  readonly threshold: number
  /** The mask's value where fine and coarse mask differ; null: the fine mask as it is, and in free-form. */
  readonly soft: number | null
}

const oneOf = <T>(random: Random, values: readonly [T, ...T[]]): T =>
  values[Math.floor(random.next() * values.length)] ?? values[0]

const thresholdOf = (random: Random): number => random.between(0.1, 0.9)

const drawers: Readonly<Record<EditMode, (random: Random) => DiffusionParams>> = {
  'free-form': (random) => ({
    steps: oneOf(random, [3, 5, 8]),
    strength: 0.6,
    guidance: random.between(0.4, 0.8),
    threshold: thresholdOf(random),
    soft: null,
  }),
  region: (random) => ({
    steps: oneOf(random, [10, 14]),
    strength: 0.3,
    guidance: oneOf(random, [0, 0.2, 0.4, 0.6]),
    threshold: thresholdOf(random),
    soft: random.next() < 0.5 ? oneOf(random, [0, 0.1, 0.3, 0.5, 0.7, 0.8]) : null,
  }),
}

/**
 * Draws candidates' parameters as UltraEdit did: free-form steps {3, 5, 8} at strength 0.6 and guidance U(0.4, 0.8),
 * region steps {10, 14} at 0.3 and {0, 0.2, 0.4, 0.6}, one threshold U(0.1, 0.9), and with probability ½ a soft mask.
 * Candidate i has a seed of its own, and its parameters come from that seed alone: they do not depend on `count`.
 */
export const drawPublished = (mode: EditMode, count: number, seed: number): readonly Draw[] =>
  Array.from({ length: count }, (_, index) => {
    const own = seedOf(seed, index)
    return { index, seed: own, params: drawers[mode](createRandom(own)) }
  })
