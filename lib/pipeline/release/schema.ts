import { z } from 'zod'
import { id } from '@/lib/platform/api/base'

export const releaseStatus = z.enum(['sealing', 'sealed', 'failed'])
export const exportFormat = z.enum(['parquet', 'imagefolder'])
export type ExportFormat = z.infer<typeof exportFormat>

export const configuration = z.enum(['free-form', 'region'])
export const sampleStates = z.enum(['approved', 'accepted'])

/** Scores that a release may ask a least value of, by the candidate's column. */
export const scoreNames = [
  'clipSimSource',
  'clipSimTarget',
  'clipSimDir',
  'clipSimImage',
  'dinov2Sim',
  'ssim',
  'perceptual',
  'insideShare',
] as const
export type ScoreName = (typeof scoreNames)[number]

const editTypeKey = z.string().min(1).max(60)
const share = z.number().min(0).max(0.5)

export const releaseRules = z.object({
  states: z
    .array(sampleStates)
    .min(1)
    .optional()
    .describe(
      'Default: what the project counts as a sample, approved or, where no approval is asked, accepted.',
    ),
  editTypes: z.array(editTypeKey).min(1).optional().describe('Keys; absent for all.'),
  caps: z
    .record(editTypeKey, z.number().int().min(0))
    .default({})
    .describe('The most samples of a type: best rank first, then the lowest record number.'),
  configurations: z.array(configuration).min(1).optional(),
  turns: z.array(z.number().int().min(1).max(100)).min(1).optional(),
  decidedFrom: z.iso.date().optional().describe('The first day (UTC) of decisions.'),
  decidedTo: z.iso.date().optional().describe('The last day (UTC) of decisions, itself included.'),
  minima: z
    .partialRecord(z.enum(scoreNames), z.number().min(-1).max(1))
    .default({})
    .describe('Least values of scores. A score that nothing computed rejects nothing.'),
  licences: z
    .array(z.string().min(1).max(200))
    .optional()
    .describe('Licences of photographs that may go in; absent for all.'),
  unlicensed: z.boolean().default(true).describe('Whether photographs that state no licence may go in.'),
  splits: z
    .object({ validation: share.default(0), test: share.default(0) })
    .prefault({})
    .describe('Shares of photographs, chosen by their digest: no photograph is in two splits.'),
  anchor: z
    .boolean()
    .default(false)
    .describe('Adds the photograph as a third image where the engine generated the source too.'),
})
export type ReleaseRules = z.infer<typeof releaseRules>
export type ReleaseRulesInput = z.input<typeof releaseRules>

/** Why a candidate that somebody accepted is not in: the first rule that it fails. */
export const exclusions = [
  'not-approved',
  'withdrawn',
  'archived',
  'type',
  'configuration',
  'turn',
  'date',
  'score',
  'licence',
  'cap',
] as const
export const exclusion = z.enum(exclusions)
export type Exclusion = z.infer<typeof exclusion>

const count = z.number().int()

export const releasePreview = z.object({
  considered: count.describe('Candidates that somebody, or the filter, accepted.'),
  rows: count,
  photographs: count,
  types: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      labelZh: z.string(),
      considered: count,
      freeForm: count,
      region: count,
    }),
  ),
  configurations: z.array(z.object({ configuration, considered: count, rows: count })),
  licences: z.array(
    z.object({ licence: z.string().nullable(), considered: count, rows: count, photographs: count }),
  ),
  turns: z.array(z.object({ turn: count, considered: count, rows: count })),
  splits: z.array(z.object({ split: z.enum(['train', 'validation', 'test']), rows: count })),
  excluded: z.array(z.object({ reason: exclusion, rows: count })),
  unlicensed: count.describe('Photographs among them that state no licence: check them before publishing.'),
})
export type ReleasePreview = z.infer<typeof releasePreview>

export const version = z
  .string()
  .regex(/^v\d{1,4}(\.\d{1,4}){1,2}$/, 'must look like v1.0')
  .describe('v1.0, unique in the project.')

/** What the files say of the release; frozen when it is created, so that notes may change and files never do. */
export const releaseAbout = z.object({
  description: z.string().max(4_000).default(''),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a code such as en or zh'))
    .max(10)
    .default(['en']),
  licence: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .describe('Of texts, masks and selection, as an SPDX id; each photograph keeps its own.'),
})

export const newRelease = z.object({
  version: version.optional().describe('Default: the next minor version.'),
  title: z.string().trim().min(1).max(120).optional().describe('Default: the project’s name.'),
  notes: z.string().max(10_000).default(''),
  about: releaseAbout.prefault({}),
  rules: releaseRules.prefault({}),
})
export type NewRelease = z.input<typeof newRelease>

const licenceCount = z.object({ licence: z.string().nullable(), rows: count, photographs: count })

/** What a sealed release holds, as its card says it. */
export const releaseCounts = z.object({
  photographs: count,
  images: count,
  types: z.array(z.object({ type: z.string(), title: z.string(), freeForm: count, region: count })),
  parts: z.array(z.object({ configuration, split: z.enum(['train', 'validation', 'test']), rows: count })),
  licences: z.array(licenceCount),
  models: z.array(z.object({ name: z.string(), digest: z.string(), licence: z.string(), rows: count })),
  generators: z.array(z.object({ name: z.string(), version: z.string(), isModel: z.boolean(), rows: count })),
  decidedBy: z.array(z.object({ decider: z.string(), rows: count })),
})

export const releaseView = z.object({
  id,
  version: z.string(),
  title: z.string(),
  notes: z.string(),
  status: releaseStatus,
  rows: count.describe('Frozen so far; in a sealed release all.'),
  total: count.nullable().describe('Null until sealing has chosen them.'),
  digest: z
    .string()
    .nullable()
    .describe('sha256 over all rows in order, without which no two releases are the same.'),
  error: z.string().nullable(),
  rules: releaseRules,
  about: releaseAbout,
  counts: releaseCounts.nullable(),
  createdBy: z.object({ id, name: z.string() }).nullable(),
  createdAt: z.date(),
  sealedAt: z.date().nullable(),
})
export type ReleaseView = z.infer<typeof releaseView>

export const exportFile = z.object({
  name: z.string(),
  sha256: z.string(),
  size: count.describe('Bytes.'),
  url: z.string(),
})

export const exportView = z.object({
  id,
  releaseId: id,
  format: exportFormat,
  status: z.enum(['queued', 'running', 'paused', 'done', 'cancelled', 'failed']),
  total: count.describe('Rows.'),
  done: count,
  bytes: count.describe('Written so far.'),
  ratePerSecond: z
    .number()
    .nullable()
    .describe('Rows a second since it began; null while it is not running.'),
  files: z.array(exportFile).describe('Of an ImageFolder all but the pictures, which SHA256SUMS lists.'),
  zipUrl: z.string().nullable().describe('All of it as one file, made while it is read.'),
  error: z.string().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
})
export type ExportView = z.infer<typeof exportView>
