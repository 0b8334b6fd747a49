import { z } from 'zod'
import { blobUrl, id } from '@/lib/platform/api/base'

export const seedStatus = z.enum(['draft', 'submitted', 'approved', 'returned', 'discarded'])

const person = z.object({ id, name: z.string() }).nullable()

export const seedView = z.object({
  id,
  status: seedStatus,
  version: z
    .number()
    .int()
    .describe('Send it back with a change; a change to another version is refused with 409.'),
  instruction: z.string(),
  sourceCaption: z.string(),
  targetCaption: z.string(),
  editObject: z.string().nullable(),
  editType: z.object({ id, key: z.string(), label: z.string() }).nullable(),
  regionId: id.nullable(),
  image: z.object({ id, name: z.string(), thumbUrl: blobUrl, frameId: id.nullable() }),
  author: person,
  reviewer: person,
  reviewComment: z.string().nullable(),
  editedByReviewer: z.boolean(),
  createdAt: z.date(),
  submittedAt: z.date().nullable(),
  decidedAt: z.date().nullable(),
})
export type SeedView = z.infer<typeof seedView>

const text = (most: number) => z.string().max(most)

/** What a writer may set. Length in words is checked at submit, so that a draft is never lost to a rule. */
export const seedTexts = z.object({
  editTypeId: id.nullable(),
  regionId: id.nullable(),
  instruction: text(2_000),
  targetCaption: text(4_000),
  editObject: text(200).nullable(),
})
export type SeedTexts = z.infer<typeof seedTexts>

export const quotaView = z.object({
  editTypeId: id,
  key: z.string(),
  label: z.string(),
  labelZh: z.string(),
  definition: z.string(),
  definitionZh: z.string(),
  region: z.enum(['required', 'optional', 'none']),
  quota: z.number().int().nullable(),
  written: z.number().int().describe('Seeds submitted or approved so far.'),
  open: z.number().int().nullable().describe('How many are still wanted; null where there is no limit.'),
})
export type QuotaView = z.infer<typeof quotaView>

export const seedFinding = z.object({
  field: z.enum(['instruction', 'sourceCaption', 'targetCaption', 'editTypeId', 'regionId']),
  code: z.enum([
    'empty',
    'too-long',
    'control-characters',
    'same-as-source',
    'nothing-mentioned',
    'duplicate',
    'near-duplicate',
    'missing',
    'region-not-ready',
    'region-not-allowed',
  ]),
  level: z.enum(['error', 'warning']).describe('An error stops the submit, a warning never does.'),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type SeedFinding = z.infer<typeof seedFinding>

export const exemplarView = z.object({
  id,
  origin: z.enum(['seed', 'sample']),
  instruction: z.string(),
  sourceCaption: z.string(),
  targetCaption: z.string(),
  editObject: z.string().nullable(),
  editType: z.object({ id, key: z.string(), label: z.string() }),
  image: z.object({ id, thumbUrl: blobUrl }),
  createdAt: z.date(),
})
