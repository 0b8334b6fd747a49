import { z } from 'zod'
import { id } from '@/lib/platform/api/base'
import { role } from '../schema'
import { projectSettings } from '../settings'

const version = z
  .number()
  .int()
  .describe('Send it back with a change; a change to another version is refused with 409.')

export const editTypeView = z.object({
  id,
  key: z.string(),
  label: z.string(),
  labelZh: z.string(),
  definition: z.string(),
  definitionZh: z.string(),
  region: z.enum(['required', 'optional', 'none']),
  quota: z.number().int().nullable(),
  exportAs: z.string(),
  archived: z.boolean(),
})
export type EditTypeView = z.infer<typeof editTypeView>

export const projectView = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  guidelines: z.string(),
  guidelinesZh: z.string(),
  settings: projectSettings,
  version,
  role: role.describe('The caller’s own role.'),
  archivedAt: z.date().nullable(),
  createdAt: z.date(),
  editTypes: z.array(editTypeView).describe('In the order in which they are offered; archived ones last.'),
})
export type ProjectView = z.infer<typeof projectView>

export const projectRow = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  role,
  archivedAt: z.date().nullable(),
  createdAt: z.date(),
})
export type ProjectRow = z.infer<typeof projectRow>

export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'Lower-case letters, digits and hyphens, at most 60.')

export const projectName = z.string().trim().min(1).max(80)

const guidelines = z.string().max(50_000)

export const projectChange = z.object({
  version,
  name: projectName.optional(),
  guidelines: guidelines.optional(),
  guidelinesZh: guidelines.optional(),
  settings: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Any of the settings, nested as they are read; what is left out stays as it is.'),
})
export type ProjectChange = z.infer<typeof projectChange>

const line = (most: number) => z.string().trim().max(most)

/** The parts of an edit type that may change; without defaults, so that a change leaves alone what it doesn't name. */
export const editTypeTexts = z.object({
  label: line(40).min(1),
  labelZh: line(40),
  definition: line(400),
  definitionZh: line(400),
  region: z.enum(['required', 'optional', 'none']).describe('Whether an edit of this type needs a region.'),
  quota: z.number().int().min(0).max(1_000_000).nullable().describe('Seeds wanted; null: no limit.'),
  exportAs: line(60).min(1).describe('Its name in exports, UltraEdit’s where it has one: “Change Color”.'),
})

export const newEditType = editTypeTexts
  .partial({ labelZh: true, definition: true, definitionZh: true, quota: true })
  .extend({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Lower-case letters, digits and hyphens; it never changes.'),
  })
export type NewEditType = z.infer<typeof newEditType>

export const editTypeChange = editTypeTexts.partial().extend({ archived: z.boolean().optional() })
export type EditTypeChange = z.infer<typeof editTypeChange>

export const lineCounts = z.object({
  toCaption: z.number().int().describe('Images without a confirmed caption.'),
  toReview: z.number().int().describe('Seeds submitted.'),
  instructions: z.number().int().describe('Instructions in the pool.'),
  records: z.number().int().describe('Instruction records.'),
  regionsPending: z.number().int(),
  regionsRefused: z.number().int(),
  generating: z.number().int().describe('Generation tasks that are not at an end.'),
  toJudge: z.number().int().describe('Review items that wait for a rater.'),
  toApprove: z.number().int().describe('Accepted samples that wait for a reviewer.'),
  latestRelease: z.string().nullable(),
  deadLetters: z.number().int().describe('Jobs that failed and wait for an admin.'),
  active: z
    .array(z.enum(['import', 'expansion', 'generation', 'export']))
    .describe('The kinds of runs that are under way.'),
})
export type LineCounts = z.infer<typeof lineCounts>
