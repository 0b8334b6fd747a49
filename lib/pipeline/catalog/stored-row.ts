import { z } from 'zod'

// What an ImportItem keeps of its row. Written by the expansion of a manifest, read by the item's job.

const location = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string() }),
  z.object({ kind: z.literal('url'), url: z.string() }),
])

/** An instruction that came with its image, in UltraEdit's format; the expansion stage makes its record of it. */
export const importedRecord = z.object({
  idx: z.number().int(),
  instruction: z.string(),
  sourceCaption: z.string(),
  targetCaption: z.string(),
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('free-form') }),
    z.object({ kind: z.literal('whole-image') }),
    z.object({ kind: z.literal('object'), name: z.string() }),
  ]),
})
export type ImportedRecord = z.infer<typeof importedRecord>

export const storedRow = z.object({
  /** Absent on uploads, whose bytes come by themselves, and on rows that could not be read. */
  image: location.optional(),
  /** Of an upload: as the browser counts it, to know the file again. */
  size: z.number().optional(),
  caption: z.string().nullish(),
  licence: z.string().nullish(),
  attribution: z.string().nullish(),
  name: z.string().nullish(),
  record: importedRecord.optional(),
})
export type StoredRow = z.infer<typeof storedRow>

export const storedParams = z.object({
  licence: z.string().nullish(),
  attribution: z.string().nullish(),
  folder: z.string().optional(),
  manifestSha: z.string().optional(),
  imagesFrom: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('folder'), path: z.string() }),
      z.object({ kind: z.literal('upload'), importId: z.uuid() }),
    ])
    .optional(),
})
export type StoredParams = z.infer<typeof storedParams>
