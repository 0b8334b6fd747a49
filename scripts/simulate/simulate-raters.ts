import { SeededRandom } from '@/lib/engines/language/seeded-random'
import { dawidSkene, type Label } from '@/lib/pipeline/review/quality/dawid-skene'
import { krippendorffAlpha } from '@/lib/pipeline/review/quality/krippendorff-alpha'
import { majorityVote } from '@/lib/pipeline/review/quality/majority-vote'
import { meanIou } from '@/lib/pipeline/review/quality/mask-iou'
import { freshWatch, pauseChance, watchRater } from '@/lib/pipeline/review/quality/watch-rater'

// People with known faults judge items with a known truth, by the very code that judges people.

type Random = () => number

const diceOf = (seed: number): Random => {
  const random = new SeededRandom(seed)
  return () => random.next()
}

/** How often somebody accepts what is good, and rejects what is bad. */
interface Temper {
  readonly kind: 'careful' | 'careless' | 'adversarial'
  readonly acceptsGood: number
  readonly rejectsBad: number
}

/** A crowd as an open call gets it: half of it careful, a third careless in three ways, a fifth against the project. */
const crowd: readonly Temper[] = [
  ...Array.from({ length: 7 }, (): Temper => ({ kind: 'careful', acceptsGood: 0.93, rejectsBad: 0.87 })),
  ...Array.from({ length: 2 }, (): Temper => ({ kind: 'careless', acceptsGood: 0.5, rejectsBad: 0.5 })),
  ...Array.from({ length: 2 }, (): Temper => ({ kind: 'careless', acceptsGood: 0.97, rejectsBad: 0.1 })),
  { kind: 'careless', acceptsGood: 0.65, rejectsBad: 0.65 },
  ...Array.from({ length: 3 }, (): Temper => ({ kind: 'adversarial', acceptsGood: 0.15, rejectsBad: 0.2 })),
]

export const crowdShape = { items: 400, people: crowd.length, judgementsEach: 5, goodShare: 0.6 } as const

const drawn = (random: Random, count: number, most: number): number[] => {
  const left = Array.from({ length: most }, (_, index) => index)
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 0)
}

const answer = (random: Random, { acceptsGood, rejectsBad }: Temper, isGood: boolean) =>
  random() < (isGood ? acceptsGood : 1 - rejectsBad) ? 'accept' : 'reject'

export interface CrowdFigures {
  /** The share of items whose label is inferred rightly. */
  readonly dawidSkene: number
  readonly majority: number
  readonly alpha: number
}

/** One crowd over one set of items: every item is judged by a few people at random, and its truth is inferred. */
export const simulateCrowd = (seed: number): CrowdFigures => {
  const random = diceOf(seed)
  const truth = Array.from({ length: crowdShape.items }, () => random() < crowdShape.goodShare)
  const given: Label[] = truth.flatMap((isGood, item) =>
    drawn(random, crowdShape.judgementsEach, crowd.length).flatMap((rater) => {
      const temper = crowd[rater]
      return temper ? [{ item: `${item}`, rater: `${rater}`, label: answer(random, temper, isGood) }] : []
    }),
  )
  const votes = new Map<string, Label[]>()
  for (const label of given) votes.set(label.item, [...(votes.get(label.item) ?? []), label])
  const { labels, posterior } = dawidSkene(given, { smoothing: 1 })
  const right = (infer: (item: string) => string | null | undefined) =>
    truth.filter((isGood, item) => infer(`${item}`) === (isGood ? 'accept' : 'reject')).length / truth.length
  return {
    dawidSkene: right((item) => {
      const chances = posterior.get(item) ?? []
      return labels[chances.indexOf(Math.max(...chances))]
    }),
    majority: right((item) => majorityVote(votes.get(item)?.map(({ label }) => label) ?? [])),
    alpha:
      krippendorffAlpha(
        [...votes.values()].map((unit) => unit.map(({ label }) => (label === 'accept' ? 1 : 0))),
        'nominal',
      ) ?? 0,
  }
}

/** The gold item at which somebody who is right with `accuracy` is paused; null: not within `items`. */
export const pausedAt = (seed: number, accuracy: number, items: number): number | null => {
  const random = diceOf(seed)
  let watch = freshWatch
  for (let item = 1; item <= items; item += 1) {
    const step = watchRater(watch, random() < accuracy)
    if (step.pause) return item
    watch = step.watch
  }
  return null
}

const masksOf = (seed: number, people: number, jitter: number): Uint8Array[] => {
  const random = diceOf(seed)
  const side = 64
  return Array.from({ length: people }, () => {
    const [x, y, radius] = [32, 32, 18].map((middle) => middle + (random() - 0.5) * 2 * jitter) as [
      number,
      number,
      number,
    ]
    return Uint8Array.from({ length: side * side }, (_, at) =>
      Math.hypot((at % side) - x, Math.floor(at / side) - y) < radius ? 255 : 0,
    )
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

export interface RaterFigures {
  readonly seeds: number
  readonly dawid_skene_accuracy: number
  readonly majority_accuracy: number
  /** Of the crowds, how many Dawid–Skene labels better than the majority, and how many worse. */
  readonly dawid_skene_better: number
  readonly dawid_skene_worse: number
  readonly alpha: number
  /** Of random clickers, the share that is paused within 20 gold items; `exact_` by calculation, without dice. */
  readonly random_paused_20: number
  readonly exact_random_paused_20: number
  readonly random_paused_at: number
  /** Of people who are right 90 % of the time, the share that is paused within 20, and within 1,000 gold items. */
  readonly good_paused_20: number
  readonly exact_good_paused_20: number
  readonly good_paused_1000: number
  readonly exact_good_paused_1000: number
  readonly adversarial_paused_20: number
  /** Gold items until somebody is paused who begins to click at random after 200 of them at 90 %. */
  readonly drift_items: number
  readonly mask_iou_careful: number
  readonly mask_iou_careless: number
}

/** Gold items from the 201st on until the pause, of who was right 90 % of the time before and clicks at random since. */
const driftItems = (seed: number): number | null => {
  const random = diceOf(seed)
  let watch = freshWatch
  for (let item = 1; item <= 500; item += 1) {
    const step = watchRater(watch, random() < (item <= 200 ? 0.9 : 0.5))
    if (step.pause) return item > 200 ? item - 200 : null
    watch = step.watch
  }
  return null
}

/** All figures over `seeds` seeds, 1 and up. */
export const simulateRaters = (seeds: number): RaterFigures => {
  const all = Array.from({ length: seeds }, (_, index) => index + 1)
  const crowds = all.map(simulateCrowd)
  const paused = (accuracy: number, items: number) => all.map((seed) => pausedAt(seed, accuracy, items))
  const share = (at: readonly (number | null)[]) => at.filter((one) => one !== null).length / at.length
  const random = paused(0.5, 20)
  return {
    seeds,
    dawid_skene_accuracy: mean(crowds.map((one) => one.dawidSkene)),
    majority_accuracy: mean(crowds.map((one) => one.majority)),
    dawid_skene_better: crowds.filter((one) => one.dawidSkene > one.majority).length,
    dawid_skene_worse: crowds.filter((one) => one.dawidSkene < one.majority).length,
    alpha: mean(crowds.map((one) => one.alpha)),
    random_paused_20: share(random),
    exact_random_paused_20: pauseChance(0.5, 20),
    random_paused_at: mean(random.flatMap((at) => at ?? [])),
    good_paused_20: share(paused(0.9, 20)),
    exact_good_paused_20: pauseChance(0.9, 20),
    good_paused_1000: share(paused(0.9, 1_000)),
    exact_good_paused_1000: pauseChance(0.9, 1_000),
    adversarial_paused_20: share(paused(0.18, 20)),
    drift_items: mean(all.flatMap((seed) => driftItems(seed) ?? [])),
    mask_iou_careful: mean(all.map((seed) => meanIou(masksOf(seed, 3, 1)) ?? 0)),
    mask_iou_careless: mean(all.map((seed) => meanIou(masksOf(seed, 3, 6)) ?? 0)),
  }
}
