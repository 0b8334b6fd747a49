/** What is known of a candidate that was made: its verdict by the filter, rule by rule. */
export interface SeenCandidate {
  readonly rules: readonly {
    readonly rule: string
    readonly value: number
    readonly bound: number
    readonly pass: boolean
  }[]
}

/** What the record is made for: of `total` candidates at most the best `keepTop` are kept, and none if fewer than `minKept` pass. */
export interface KeepRule {
  readonly total: number
  readonly keepTop: number
  readonly minKept: number
}

/** Of the budget: a record whose places are full goes on until here, since later candidates still make its best better. */
const searchShare = 0.36
/** Of a full record's samples: what a stop may give up, in expectation. */
const lossShare = 0.02
/** No verdict on a record from fewer. */
const leastSeen = 6

/** How much a score varies from seed to seed of one record, in its own unit; cosines alike. */
const spreadOf = (rule: string): number => {
  if (rule === 'minPerceptual' || rule === 'maxPerceptual') return 3
  return rule === 'insideShare' ? 0.1 : 0.05
}

/** Before anything is seen: a record's margins vary by about one spread, which counts like six candidates. */
const prior = { spread: 1, weight: 6 }

/** By how many spreads a candidate passed, or failed, the rule that it came closest to failing. */
const marginOf = ({ rules }: SeenCandidate): number =>
  Math.min(
    ...rules.map(
      ({ rule, value, bound, pass }) => ((pass ? 1 : -1) * Math.abs(value - bound)) / spreadOf(rule),
    ),
  )

/** P(T > t) of Student's t: with t = √df · tan θ its density is cos^(df−1) θ, which is summed up at 400 places. */
const studentAbove = (t: number, df: number): number => {
  const places = 400
  const from = Math.atan(t / Math.sqrt(df))
  let above = 0
  let all = 0
  for (let i = 0; i < places; i++) {
    const angle = ((i + 0.5) / places - 0.5) * Math.PI
    const density = Math.cos(angle) ** (df - 1)
    all += density
    if (angle > from) above += density
  }
  return above / all
}

/**
 * The probability that the next candidate passes, as far as those seen tell. From their margins: these are taken as
 * normal with unknown mean and a spread about the prior's, so the next one follows Student's t, and a record that fails
 * by far is told from one that nearly passes. From their count, by Laplace: (s + ½) / (n + 1½). The lower of the two.
 */
export const passProbability = (seen: readonly SeenCandidate[]): number => {
  const margins = seen.map(marginOf)
  const n = margins.length
  const passed = margins.filter((margin) => margin >= 0).length
  const mean = margins.reduce((sum, margin) => sum + margin, 0) / n
  const squares = margins.reduce((sum, margin) => sum + (margin - mean) ** 2, 0)
  const df = prior.weight + n - 1
  const variance = ((prior.weight * prior.spread ** 2 + squares) / df) * (1 + 1 / n)
  return Math.min(studentAbove(-mean / Math.sqrt(variance), df), (passed + 0.5) / (n + 1.5))
}

/**
 * Whether a record is done with before all its candidates are made, and why. Candidates of a record are exchangeable,
 * so what was seen says what to expect of the rest:
 *
 * - `full`: as many passed as are kept, and the next one would change what is kept with a probability of at most
 *   keepTop / (0.36 · total). It does so if it passes and is among the best `keepTop` of s + 1, whose order is chance:
 *   p · keepTop / (s + 1). No sample is lost; the best are the best of about a third of the budget.
 * - `hopeless`: the samples that the rest would add are at most 2 % of a full record's, in expectation. With r left they
 *   add at most r · p, and where m more must pass before any is kept, by Markov at most keepTop · r · p / m.
 *
 * Candidates without verdicts (no encoder) never stop a record. Test this after every candidate, in their order, and
 * leave later ones out: then the same seeds give the same samples, however many were under way.
 */
export const stopsAfter = (
  seen: readonly SeenCandidate[],
  { total, keepTop, minKept }: KeepRule,
): 'full' | 'hopeless' | null => {
  const n = seen.length
  if (n < leastSeen || n >= total || seen.some(({ rules }) => rules.length === 0)) return null
  const passed = seen.filter(({ rules }) => rules.every(({ pass }) => pass)).length
  const places = Math.max(keepTop, minKept)
  if (passed >= places) {
    const changes = ((passed + 0.5) / (n + 1)) * (keepTop / (passed + 1))
    return changes <= keepTop / (searchShare * total + 1) ? 'full' : null
  }
  const missing = minKept - passed
  const expected = (total - n) * passProbability(seen) * (missing > 0 ? keepTop / missing : 1)
  return expected <= lossShare * keepTop ? 'hopeless' : null
}
