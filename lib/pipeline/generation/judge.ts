import type { FilterBounds, GenerationParams, RuleVerdict } from './schema'

/** Every score of a candidate; null where nothing could compute it. */
export interface Scores {
  readonly ssim: number | null
  readonly l1: number
  readonly l2: number
  readonly perceptual: number
  readonly insideShare: number | null
  readonly clipSimSource: number | null
  readonly clipSimTarget: number | null
  readonly clipSimDir: number | null
  readonly clipSimImage: number | null
  readonly dinov2Sim: number | null
}

export type Mode = 'free_form' | 'region'

/** UltraEdit keeps region edits that differ a little more. */
const publishedImageBound: Record<Mode, number> = { free_form: 0.75, region: 0.7 }

/** UltraEdit's top k by mode. */
const publishedKeepTop: Record<Mode, number> = { free_form: 4, region: 3 }

/** Our own rules: a procedural edit keeps to its mask by construction, a diffusion model is judged as published. */
const ownBounds: Record<
  GenerationParams['engine'],
  Record<'minPerceptual' | 'maxPerceptual' | 'minInsideShare', number | null>
> = {
  procedural: { minPerceptual: 0.3, maxPerceptual: 60, minInsideShare: 0.9 },
  diffusion: { minPerceptual: null, maxPerceptual: null, minInsideShare: null },
}

/** The filter's verdict, rule by rule. A rule without a bound or without a score gives none, and never rejects. */
export const judgeCandidate = (
  scores: Scores,
  { filter: bounds, engine }: Pick<GenerationParams, 'filter' | 'engine'>,
  mode: Mode,
): RuleVerdict[] => {
  const own = (rule: keyof (typeof ownBounds)['procedural']): number | null => {
    const asked: FilterBounds[typeof rule] = bounds[rule]
    return asked === undefined ? ownBounds[engine][rule] : asked
  }
  const maxPerceptual = own('maxPerceptual')
  const least = (rule: keyof Scores, bound: number | null): RuleVerdict[] => {
    const value = scores[rule]
    return value === null || bound === null ? [] : [{ rule, value, bound, pass: value >= bound }]
  }
  return [
    ...least('clipSimSource', bounds.clipSimSource),
    ...least('clipSimTarget', bounds.clipSimTarget),
    ...least('clipSimDir', bounds.clipSimDir),
    ...least('clipSimImage', bounds.clipSimImage ?? publishedImageBound[mode]),
    ...least('dinov2Sim', bounds.dinov2Sim),
    ...least('perceptual', own('minPerceptual')).map((verdict) => ({ ...verdict, rule: 'minPerceptual' })),
    ...(maxPerceptual === null
      ? []
      : [
          {
            rule: 'maxPerceptual',
            value: scores.perceptual,
            bound: maxPerceptual,
            pass: scores.perceptual <= maxPerceptual,
          },
        ]),
    ...(mode === 'region' ? least('insideShare', own('minInsideShare')) : []),
  ]
}

/** How many of a record are kept, and how many have to pass for any to be. */
export const keepRuleOf = ({ keepTop, minKept }: GenerationParams, mode: Mode) => ({
  keepTop: keepTop ?? publishedKeepTop[mode],
  minKept,
})

export interface Judged {
  readonly verdict: RuleVerdict[]
  readonly passed: boolean
  readonly rank: number | null
  readonly kept: boolean
}

/**
 * Judges all candidates of one record together. Best clip_sim_dir first, as published; without an encoder by the share
 * of the change that lies inside the region; ties by seed. Kept are the first k, or none when fewer than `minKept` passed.
 */
export const judgeRecord = <C extends { readonly seed: number; readonly scores: Scores }>(
  candidates: readonly C[],
  params: GenerationParams,
  mode: Mode,
): (C & Judged)[] => {
  const judged = candidates.map((candidate) => {
    const verdict = judgeCandidate(candidate.scores, params, mode)
    return { candidate, verdict, passed: verdict.every((rule) => rule.pass) }
  })
  const merit = ({ scores }: C) => scores.clipSimDir ?? scores.insideShare ?? 0
  const ranked = judged
    .filter(({ passed }) => passed)
    .sort((a, b) => merit(b.candidate) - merit(a.candidate) || a.candidate.seed - b.candidate.seed)
  const rankOf = new Map(ranked.map(({ candidate }, at) => [candidate, at + 1]))
  const { keepTop, minKept } = keepRuleOf(params, mode)
  const enough = ranked.length >= minKept
  return judged.map(({ candidate, verdict, passed }) => {
    const rank = rankOf.get(candidate) ?? null
    return { ...candidate, verdict, passed, rank, kept: enough && rank !== null && rank <= keepTop }
  })
}
