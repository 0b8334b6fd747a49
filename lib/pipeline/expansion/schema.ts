import { z } from 'zod'
import { dropReasons } from '@/lib/engines/language/language'
import { blobUrl, id } from '@/lib/platform/api/base'

export const languageEngine = z.enum(['offline', 'openai'])
export type LanguageEngineKey = z.infer<typeof languageEngine>

/** Which photographs a run writes for. Only captioned ones count, of at most as many words as the settings allow. */
export const imageChoice = z.object({
  imageIds: z.array(id).min(1).max(10_000).optional().describe('Absent: all captioned images.'),
  onlyNew: z.boolean().default(false).describe('Only images that no record was written for yet.'),
  limit: z.number().int().min(1).max(10_000_000).optional(),
})
export type ImageChoice = z.infer<typeof imageChoice>

const editTypeIds = z.array(id).min(1).max(100).optional().describe('Absent: every type of the project.')

export const instructionsOrder = z.object({
  kind: z.literal('instructions'),
  engine: languageEngine.default('offline'),
  editTypeIds,
  count: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .describe('Instructions to ask for; the paper’s pool is 100 K.'),
  batch: z.number().int().min(1).max(100).default(20).describe('Instructions a task.'),
})

export const recordsOrder = z.object({
  kind: z.literal('records'),
  engine: languageEngine.default('offline'),
  editTypeIds,
  perImage: z.number().int().min(1).max(50).default(3),
  images: imageChoice.prefault({}),
})

/** What a run was asked for; kept with it for ever. */
export const expansionOrder = z.discriminatedUnion('kind', [instructionsOrder, recordsOrder])
export type ExpansionOrder = z.infer<typeof expansionOrder>

export const expansionKind = z.enum(['instructions', 'records'])
export const runSeed = z.number().int().min(0).max(2_147_483_647)

export const engineView = z.object({
  key: languageEngine,
  model: z.string().nullable().describe('The model’s name; null where no model is asked.'),
  available: z.boolean(),
  missing: z.array(z.string()).describe('Variables of the environment that an operator has to set first.'),
})
export type EngineView = z.infer<typeof engineView>

const writer = z.object({ name: z.string(), version: z.string(), isModel: z.boolean(), provider: z.string() })

export const droppedCounts = z
  .partialRecord(z.enum(dropReasons), z.number().int())
  .describe('How many texts were dropped, by reason.')

export const expansionRunView = z.object({
  id,
  number: z.number().int(),
  kind: expansionKind,
  order: expansionOrder,
  engine: writer,
  seed: z.number().int(),
  status: z.enum(['queued', 'running', 'paused', 'done', 'cancelled', 'failed']),
  total: z.number().int().describe('Tasks: batches of instructions, or images.'),
  done: z.number().int(),
  failed: z.number().int(),
  refused: z.number().int(),
  kept: z.number().int(),
  dropped: droppedCounts,
  promptTokens: z.number().int(),
  completionTokens: z.number().int(),
  costMicros: z.number().int().describe('Millionths of the currency that the prices are configured in.'),
  ratePerSecond: z.number().nullable().describe('Tasks a second, over the last minute of work.'),
  endsAt: z.date().nullable(),
  error: z.string().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
})
export type ExpansionRunView = z.infer<typeof expansionRunView>

const thumb = z.object({ id, name: z.string(), thumbUrl: blobUrl })

export const expansionPreview = z.object({
  engine: writer,
  description: z.string().describe('In plain words, what the engine will do.'),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), text: z.string() })),
  image: thumb.extend({ caption: z.string() }).nullable().describe('The image that the prompt is about.'),
  exemplars: z.number().int().describe('Exemplars in use.'),
  pool: z.number().int().describe('Instructions in the pool.'),
  tasks: z.number().int(),
  estimate: z
    .object({
      calls: z.number().int(),
      promptTokens: z.number().int(),
      completionTokens: z.number().int(),
      costMicros: z.number().int(),
    })
    .describe('For the whole run, by the prompt shown.'),
})
export type ExpansionPreview = z.infer<typeof expansionPreview>

export const expansionTaskView = z.object({
  id,
  position: z.number().int(),
  image: thumb.nullable(),
  count: z.number().int(),
  status: z.enum(['pending', 'queued', 'running', 'done', 'failed', 'refused', 'cancelled']),
  error: z.string().nullable(),
  finishedAt: z.date().nullable(),
})
export type ExpansionTaskView = z.infer<typeof expansionTaskView>

const editType = z.object({ id, key: z.string(), label: z.string(), labelZh: z.string() })

export const poolView = z.object({
  id,
  text: z.string(),
  editObject: z.string().nullable(),
  editType,
  run: z.object({ id, number: z.number().int() }).nullable(),
  exemplarIds: z.array(id),
  engine: writer,
  removedAt: z.date().nullable(),
  createdAt: z.date(),
})
export type PoolView = z.infer<typeof poolView>

export const recordView = z.object({
  id,
  idx: z.number().int().describe('The number that the row keeps in every release; UltraEdit’s global_idx.'),
  instruction: z.string(),
  sourceCaption: z.string(),
  targetCaption: z.string(),
  editObject: z.string().nullable(),
  editType,
  image: thumb,
  regionId: id.nullable(),
  run: z.object({ id, number: z.number().int() }).nullable(),
  parentId: id.nullable(),
  imported: z.boolean(),
  generated: z.boolean().describe('Whether a generation run took it.'),
  engine: writer,
  removedAt: z.date().nullable(),
  createdAt: z.date(),
})
export type RecordView = z.infer<typeof recordView>

export const recordDetail = recordView.extend({
  region: z.object({ id, label: z.string() }).nullable(),
  regions: z.array(z.object({ id, label: z.string() })).describe('The image’s labelled regions.'),
  exemplars: z.array(
    z.object({
      id,
      origin: z.enum(['seed', 'sample']),
      instruction: z.string(),
      sourceCaption: z.string(),
      targetCaption: z.string(),
      image: thumb,
      retired: z.boolean(),
    }),
  ),
  pool: z.array(z.object({ id, text: z.string(), removed: z.boolean() })),
  versions: z
    .array(z.object({ id, idx: z.number().int(), instruction: z.string(), createdAt: z.date() }))
    .describe('The records that this one mends, newest first.'),
})
export type RecordDetail = z.infer<typeof recordDetail>

export const recordChanges = z.object({
  instruction: z.string().max(2_000).optional(),
  targetCaption: z.string().max(4_000).optional(),
  editObject: z.string().max(200).nullable().optional(),
  editTypeId: id.optional(),
  regionId: id.nullable().optional(),
})

export const idsToMark = z.array(id).min(1).max(1_000)
