/** What the gold items said of a rater since they were last (re)admitted. */
export interface Watch {
  readonly seen: number
  readonly right: number
  /** Page's cumulative sum, in steps of the lattice below; never under 0. */
  readonly drift: number
}

export const freshWatch: Watch = { seen: 0, right: 0, drift: 0 }

/**
 * The entry test: the sixth wrong answer among a person's first nineteen gold items pauses them. It is a binomial test
 * of 19 curtailed from above: it ends at the sixth error, since nothing after it could change the verdict.
 * Exactly (see `pauseChance`): who answers by a coin is paused by then with 96.8 %, who is right 90 % of the time with
 * 0.86 %. By Neyman and Pearson no test of 20 right-or-wrong answers that pauses the latter in at most 1 % can pause
 * the former in more than 97.4 %.
 */
export const entry = { items: 19, errors: 6 } as const

/**
 * The drift test, for as long as somebody works: Page's CUSUM (1954) of the log-likelihood ratio between right half of
 * the time and right 90 % of the time, which is ln 5 = 1.609 for an error and ln 5⁄9 = −0.588 for a right answer; here on
 * the lattice 11 : −4, so that its chances can be computed exactly. At 80, who begins to answer by a coin after years of
 * good work is paused after 23 gold items on average, while both tests together pause who stays right 90 % of the
 * time in under 1 % over their first thousand.
 */
export const drift = { error: 11, right: -4, limit: 80 } as const

export type PauseBy = 'gold' | 'drift'

/** One more answer to a gold item: the watch after it, and which test pauses the person, if one does. */
export const watchRater = (watch: Watch, isRight: boolean): { watch: Watch; pause: PauseBy | null } => {
  const next: Watch = {
    seen: watch.seen + 1,
    right: watch.right + (isRight ? 1 : 0),
    drift: Math.max(0, watch.drift + (isRight ? drift.right : drift.error)),
  }
  if (next.seen <= entry.items && next.seen - next.right >= entry.errors)
    return { watch: next, pause: 'gold' }
  return { watch: next, pause: next.drift >= drift.limit ? 'drift' : null }
}

/**
 * The exact chance that somebody who is right with `accuracy`, each time anew, is paused within `items` gold items: the
 * distribution over all states of the watch, carried forward item by item.
 */
export const pauseChance = (accuracy: number, items: number): number => {
  let alive = new Map<string, { watch: Watch; chance: number }>([['start', { watch: freshWatch, chance: 1 }]])
  let paused = 0
  for (let item = 0; item < items; item += 1) {
    const next: typeof alive = new Map()
    for (const { watch, chance } of alive.values())
      for (const isRight of [true, false]) {
        const step = watchRater(watch, isRight)
        const share = chance * (isRight ? accuracy : 1 - accuracy)
        if (step.pause !== null) {
          paused += share
          continue
        }
        // Past the entry test only the sum matters, so states that share it are one.
        const { seen, right, drift: sum } = step.watch
        const key = seen < entry.items ? `${seen - right} ${sum}` : `${sum}`
        const same = next.get(key)
        next.set(key, { watch: step.watch, chance: share + (same?.chance ?? 0) })
      }
    alive = next
  }
  return paused
}
