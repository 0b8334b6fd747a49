import { z } from 'zod'
import { blobUrl, id } from '@/lib/platform/api/base'

export const captionStatus = z.enum(['missing', 'draft', 'confirmed'])
export type CaptionStatus = z.infer<typeof captionStatus>

const rect = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

/** The crop that engines see, as lib/imaging/frame.ts computes with it. */
export const frameGeometry = z.object({
  scaledWidth: z.number().int().min(1).max(100_000),
  scaledHeight: z.number().int().min(1).max(100_000),
  left: z.number().int().min(0),
  top: z.number().int().min(0),
  size: z.number().int().min(1),
})
export type FrameGeometry = z.infer<typeof frameGeometry>

export const frameView = frameGeometry.extend({
  id,
  url: blobUrl.nullable().describe('The picture that engines see; null until it is rendered.'),
})

export const imageView = z.object({
  id,
  name: z.string(),
  url: blobUrl,
  thumbUrl: blobUrl,
  width: z.number().int(),
  height: z.number().int(),
  caption: z.string().nullable(),
  captionStatus,
  captionBy: z.string().nullable().describe('`person`, `import`, `turn`, or the name of the model.'),
  captionDue: z.boolean().describe('A draft by the vision model is on its way.'),
  captionError: z.string().nullable(),
  licence: z.string().nullable(),
  attribution: z.string().nullable(),
  nearDuplicateOfId: id.nullable(),
  turn: z.number().int(),
  seedCount: z.number().int(),
  archived: z.boolean(),
  version: z
    .number()
    .int()
    .describe('Send it back with a change; a change to another version is refused with 409.'),
  createdAt: z.date(),
})
export type ImageView = z.infer<typeof imageView>

export const imageDetail = imageView.extend({
  notes: z.array(z.string()).describe('What re-encoding changed: `cmyk-to-srgb`, `alpha-flattened`, …'),
  frame: frameView.nullable(),
  labelled: z
    .array(z.object({ id, label: z.string(), rect }))
    .describe('Labelled regions, in pixels of the image: what a frame must not cut off.'),
  nearDuplicateOf: z.object({ id, name: z.string(), url: blobUrl, thumbUrl: blobUrl }).nullable(),
  rootImageId: id.nullable(),
  parentCandidateId: id.nullable(),
})
export type ImageDetail = z.infer<typeof imageDetail>

export const catalogSummary = z.object({
  images: z.number().int(),
  missing: z.number().int(),
  draft: z.number().int(),
  confirmed: z.number().int(),
  drafting: z.number().int().describe('Drafts by the vision model that are on their way.'),
  nearDuplicates: z.number().int(),
  archived: z.number().int(),
  licences: z.array(z.string()),
  turns: z.number().int().describe('The highest turn that an image of the project has.'),
  captionEngine: z
    .string()
    .nullable()
    .describe('The vision model that can draft captions; null without one.'),
  captionMaxWords: z.number().int(),
  maxMegabytes: z.number(),
})
export type CatalogSummary = z.infer<typeof catalogSummary>

export const importKinds = ['upload', 'folder', 'csv', 'jsonl', 'ultraedit'] as const
export const importKind = z.enum(importKinds)
export type ImportKind = z.infer<typeof importKind>

export const importView = z.object({
  id,
  kind: importKind,
  name: z.string(),
  status: z.enum(['queued', 'running', 'paused', 'done', 'cancelled', 'failed']),
  total: z.number().int(),
  done: z.number().int(),
  duplicates: z.number().int().describe('Of those done: images that the project had already.'),
  failed: z.number().int(),
  refused: z.number().int(),
  awaited: z.number().int().describe('Files of an upload that have yet to arrive.'),
  manifestReceived: z.boolean(),
  licence: z.string().nullable(),
  attribution: z.string().nullable(),
  error: z.string().nullable(),
  createdBy: z.object({ id, name: z.string() }).nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
})
export type ImportView = z.infer<typeof importView>

export const importItemView = z.object({
  id,
  position: z.number().int().describe('The line of the manifest, or the order of the upload.'),
  origin: z.string(),
  status: z.enum(['awaited', 'pending', 'queued', 'running', 'done', 'failed', 'refused', 'cancelled']),
  duplicate: z.boolean(),
  field: z.string().nullable(),
  error: z.string().nullable(),
  fix: z.string().nullable(),
  retriable: z.boolean(),
  image: z.object({ id, name: z.string(), thumbUrl: blobUrl }).nullable(),
})
export type ImportItemView = z.infer<typeof importItemView>

/** Where a manifest's relative paths lie. */
export const imagesFrom = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path: z.string().min(1).max(4_000) }),
  z.object({ kind: z.literal('upload'), importId: id }),
])

const label = z.string().trim().min(1).max(500)

export const newImport = z.object({
  kind: importKind,
  name: z.string().trim().min(1).max(200).optional().describe('Shown in the history; made up when absent.'),
  folder: z
    .string()
    .min(1)
    .max(4_000)
    .optional()
    .describe('Of the kind `folder`: a folder on the server, under one of EXEMPLAR_IMPORT_ROOTS.'),
  imagesFrom: imagesFrom.optional().describe('Of a manifest: where its relative paths lie.'),
  licence: label.optional().describe('For images that do not name theirs; an SPDX id where there is one.'),
  attribution: label.optional(),
})
export type NewImport = z.infer<typeof newImport>

export const uploadFile = z.object({
  name: z.string().min(1).max(1_000).describe('Its name, or its path in the folder that was chosen.'),
  size: z.number().int().min(0),
})

export const captionTask = imageView.extend({
  leaseToken: z.number().int().describe('Send it back with the caption: it proves that the image is yours.'),
  leaseUntil: z.date(),
})
export type CaptionTask = z.infer<typeof captionTask>
