import { z } from 'zod'
import { id } from '@/lib/platform/api/base'

const count = z.number().int()

export const stages = [
  'images',
  'captioned',
  'seeds',
  'exemplars',
  'instructions',
  'records',
  'candidates',
  'passed',
  'kept',
  'accepted',
  'approved',
] as const

const judged = {
  judged: count.describe('Items with a decision that stands: accepted or rejected.'),
  accepted: count,
}

export const typeYield = z.object({
  editTypeId: id,
  label: z.string(),
  labelZh: z.string(),
  records: count,
  candidates: count,
  passed: count,
  ...judged,
})
export type TypeYield = z.infer<typeof typeYield>

export const reasonCount = z.object({ reason: z.string(), count })

export const scoreNames = [
  'insideShare',
  'perceptual',
  'ssim',
  'l1',
  'clipSimDir',
  'clipSimImage',
  'clipSimTarget',
  'dinov2Sim',
] as const

export const scoreSpread = z.object({
  score: z.enum(scoreNames),
  low: z.number().describe('Where the first bin begins.'),
  high: z.number().describe('Where the last bin ends.'),
  accepted: z.array(count).describe('Candidates in each of the bins, which are of one width.'),
  rejected: z.array(count),
  acceptedMedian: z.number().nullable(),
  rejectedMedian: z.number().nullable(),
})
export type ScoreSpread = z.infer<typeof scoreSpread>

export const personWork = z.object({
  id,
  name: z.string(),
  seeds: count.describe('Seeds that they submitted.'),
  seedsApproved: count,
  decisions: count.describe('Their decisions that they did not change themselves.'),
  accepted: count,
  medianMs: z
    .number()
    .nullable()
    .describe('Half of their decisions took at most as long, idle time excluded.'),
  reviewed: count.describe('Of those decisions, how many a reviewer had a word on.'),
  overturned: count.describe('Of those reviewed.'),
})
export type PersonWork = z.infer<typeof personWork>

export const engineCost = z.object({
  engine: z.string(),
  isModel: z.boolean(),
  runs: count,
  kept: count.describe('Instructions and records that were kept.'),
  promptTokens: count,
  completionTokens: count,
  costMicros: count.describe('Millionths of the currency that prices are configured in.'),
})
export type EngineCost = z.infer<typeof engineCost>

export const yieldView = z.object({
  stages: z
    .array(z.object({ stage: z.enum(stages), count }))
    .describe('In the order of the line; how many there are at each.'),
  types: z.array(typeYield),
  reasons: z.array(reasonCount).describe('Of rejections that stand, most frequent first.'),
  madeAgain: count.describe('Items sent back to be made again.'),
  ...judged,
})
export type YieldView = z.infer<typeof yieldView>

const share = z
  .object({ part: count, whole: count })
  .describe('A share of a sample; its interval is for who shows it to work out.')

const figure = z.number().nullable().describe('Null where there is too little to compare.')

export const qualityView = z.object({
  items: count.describe('Items that two people or more judged, of the latest.'),
  judgements: count,
  alpha: figure.describe('Krippendorff’s α of the verdicts, nominal.'),
  fleiss: figure.describe('Fleiss’ κ over the items that as many people judged as most items.'),
  scales: z
    .array(z.object({ key: z.string(), items: count, alpha: figure }))
    .describe('α of each scale, ordinal.'),
  pairs: z
    .array(
      z.object({
        people: z.tuple([z.string(), z.string()]).describe('Their names.'),
        items: count,
        kappa: figure.describe('Cohen’s κ.'),
      }),
    )
    .describe('Of people who judged ten items or more in common, those who agree least first.'),
  inferred: z
    .array(
      z.object({
        id,
        name: z.string(),
        judgements: count,
        accuracy: z.number().describe('How often Dawid–Skene takes them to be right.'),
        confusion: z
          .array(z.array(z.number()))
          .describe('By what is true, then by what they say; in the order of `labels`.'),
      }),
    )
    .describe('What Dawid–Skene infers of each person from overlapping judgements alone.'),
  labels: z.array(z.string()),
})
export type QualityView = z.infer<typeof qualityView>

export const personQuality = z.object({
  id,
  name: z.string(),
  decisions: count,
  activeMs: z.number().describe('Time on items, idle time excluded.'),
  medianMs: z.number().nullable(),
  overturned: share,
  weeks: z
    .array(
      z.object({
        from: z.date(),
        decisions: count,
        medianMs: z.number().nullable(),
        accepted: share,
        overturned: share,
        gold: share
          .nullable()
          .describe('Known answers that were right; your own only of weeks that are over and had ten.'),
      }),
    )
    .describe('The last 26 weeks in which they decided, oldest first.'),
  reasons: z.array(
    z.object({
      reason: z.string(),
      count,
      medianMs: z.number().nullable(),
      overturned: share.describe('Of those rejections that a reviewer looked at.'),
    }),
  ),
})
export type PersonQuality = z.infer<typeof personQuality>

export const periods = ['day', 'week', 'month'] as const

export const workTimeRow = z.object({
  id,
  name: z.string(),
  email: z.string(),
  from: z.date().describe('When the period began, UTC.'),
  decisions: count,
  activeMs: z.number(),
  seeds: count.describe('Seeds submitted.'),
})
export type WorkTimeRow = z.infer<typeof workTimeRow>

export const workTimeChoice = z.object({
  from: z.coerce.date().optional().describe('Inclusive; four weeks ago unless told.'),
  to: z.coerce.date().optional().describe('Exclusive; now unless told.'),
  period: z.enum(periods).default('week'),
})
export type WorkTimeChoice = z.infer<typeof workTimeChoice>
