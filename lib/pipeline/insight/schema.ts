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
