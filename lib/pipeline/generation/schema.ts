import { z } from 'zod'
import { blobUrl, id } from '@/lib/platform/api/base'

const bound = z.number().min(-1).max(1).nullable()

/**
 * The filter's bounds; null switches a rule off, and a rule whose score has no encoder is not applied. The cosines'
 * defaults are UltraEdit's, for CLIP ViT-L/14 and DINOv2 ViT-L/14; other encoders need their own. The last three are
 * ours: they hold without any encoder, and are on by default for the procedural engine only.
 */
export const filterBounds = z.object({
  clipSimSource: bound.default(0.2),
  clipSimTarget: bound.default(0.2),
  clipSimDir: bound.default(0.22),
  clipSimImage: bound.nullable().default(null).describe('null: 0.75 free-form, 0.70 region, as published.'),
  dinov2Sim: bound.default(0.4),
  minPerceptual: z
    .number()
    .min(0)
    .nullish()
    .describe('Least visible change, mean ΔE-OK × 100. Default: 0.3 procedural, else off.'),
  maxPerceptual: z.number().min(0).nullish().describe('Default: 60 procedural, else off.'),
  minInsideShare: z
    .number()
    .min(0)
    .max(1)
    .nullish()
    .describe('Of the change, inside the region. Default: 0.9 procedural, else off.'),
})
export type FilterBounds = z.infer<typeof filterBounds>

export const generationParams = z.object({
  engine: z
    .enum(['procedural', 'diffusion'])
    .default('procedural')
    .describe('diffusion: SDXL-Turbo with prompt-to-prompt, on a worker that has its models.'),
  encoder: z
    .enum(['none', 'clip-dinov2'])
    .default('none')
    .describe('Who computes the cosines; with none their rules are off.'),
  planner: z
    .enum(['published', 'adaptive'])
    .default('published')
    .describe('adaptive stops at a record when more candidates would hardly change what is kept.'),
  samples: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe('Candidates a record; the paper makes 30 or 100.'),
  keepTop: z.number().int().min(1).max(100).nullable().default(null).describe('null: 4 free-form, 3 region.'),
  minKept: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe('A record with fewer is dropped; the paper: 3, region.'),
  filter: filterBounds.prefault({}),
  decidedBy: z
    .enum(['people', 'filter'])
    .default('people')
    .describe('filter: what is kept counts as accepted, for runs with nobody to ask.'),
})
export type GenerationParams = z.infer<typeof generationParams>

/** Which records a run takes. */
export const recordChoice = z.object({
  expansionRunId: id.optional(),
  recordIds: z.array(id).max(10_000).optional(),
  editTypeIds: z.array(id).max(100).optional(),
  onlyNew: z.boolean().default(true).describe('Only records that no run has taken yet.'),
  limit: z.number().int().min(1).max(10_000_000).optional(),
})
export type RecordChoice = z.infer<typeof recordChoice>

export const runStatus = z.enum(['queued', 'running', 'paused', 'done', 'cancelled', 'failed'])

export const generationRunView = z.object({
  id,
  number: z.number().int(),
  mode: z.enum(['free_form', 'region']).nullable(),
  params: generationParams,
  choice: recordChoice.nullable().describe('What it was asked to take; null for one made by hand.'),
  engine: z.object({ name: z.string(), version: z.string(), isModel: z.boolean() }),
  seed: z.number().int(),
  status: runStatus,
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  refused: z.number().int(),
  candidates: z.number().int(),
  passed: z.number().int(),
  accepted: z.number().int(),
  judged: z.number().int(),
  ratePerSecond: z.number().nullable().describe('Records a second, over the last minute of work.'),
  endsAt: z.date().nullable(),
  error: z.string().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
})
export type GenerationRunView = z.infer<typeof generationRunView>

/** An engine's own parameters of one candidate. */
export const editParams = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

const score = z.number().nullable()

export const ruleVerdict = z.object({
  rule: z.string(),
  value: z.number(),
  bound: z.number(),
  pass: z.boolean(),
})
export type RuleVerdict = z.infer<typeof ruleVerdict>

export const candidateView = z.object({
  id,
  runId: id,
  taskId: id,
  recordId: id,
  imageId: id,
  index: z.number().int(),
  mode: z.enum(['free_form', 'region']),
  instruction: z.string(),
  sourceCaption: z.string(),
  targetCaption: z.string(),
  editObject: z.string().nullable(),
  editType: z.object({ id, key: z.string(), label: z.string() }),
  operation: z.string(),
  generator: z.string(),
  isModel: z.boolean(),
  seed: z.number().int(),
  params: editParams,
  regionId: id.nullable(),
  frameId: id,
  parentId: id.nullable(),
  anchorUrl: blobUrl,
  sourceUrl: blobUrl,
  editedUrl: blobUrl,
  maskUrl: blobUrl.nullable(),
  thumbUrl: blobUrl,
  scores: z.object({
    ssim: score,
    l1: z.number(),
    l2: z.number(),
    perceptual: z.number(),
    insideShare: score,
    clipSimSource: score,
    clipSimTarget: score,
    clipSimDir: score,
    clipSimImage: score,
    dinov2Sim: score,
  }),
  verdict: z.array(ruleVerdict),
  passed: z.boolean(),
  rank: z.number().int().nullable(),
  kept: z.boolean(),
  sampleState: z.enum(['none', 'accepted', 'approved', 'rejected']),
  createdAt: z.date(),
})
export type CandidateView = z.infer<typeof candidateView>

export const taskView = z.object({
  id,
  position: z.number().int(),
  recordId: id,
  instruction: z.string(),
  thumbUrl: blobUrl,
  status: z.enum(['pending', 'queued', 'running', 'done', 'failed', 'refused', 'cancelled']),
  error: z.string().nullable(),
  finishedAt: z.date().nullable(),
})
