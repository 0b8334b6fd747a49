import { z } from 'zod'
import { blobUrl, id } from '@/lib/platform/api/base'

const whole = z.number().int()
const point = z.object({ x: z.number(), y: z.number() })

const box = z.object({
  x: whole,
  y: whole,
  width: whole.min(1, 'The box is empty.'),
  height: whole.min(1, 'The box is empty.'),
})

const strokes = z
  .array(
    z.object({
      mode: z.enum(['add', 'erase']),
      radius: z.number().min(0.5).max(512),
      points: z.array(point).min(1).max(20_000),
    }),
  )
  .min(1)
  .max(10_000)

export const paintedMask = z.object({
  kind: z.literal('mask'),
  rle: z
    .object({
      size: z.tuple([whole, whole]).describe('[height, width]'),
      counts: z.string().max(2_000_000),
    })
    .describe('A painted mask as compressed COCO run lengths. Neither empty nor full.'),
  engines: z
    .array(z.string().max(100))
    .max(8)
    .optional()
    .describe('Engines that marked some of it while it was drawn.'),
})

const drawnBox = z.object({ kind: z.literal('box'), box })

const scribble = z.object({
  kind: z.literal('scribble'),
  strokes: strokes.describe('`add` lies on the object, `erase` on what is not the object.'),
  box: box.optional(),
})

const clicks = z
  .object({
    kind: z.literal('points'),
    points: z
      .array(point.extend({ on: z.boolean() }))
      .min(1)
      .max(100),
    box: box.optional(),
  })
  .describe('Clicks; `on` lies on the object. Needs a worker with a segmentation model.')

/** What a person drew, in pixels of the frame. */
export const regionInput = z.discriminatedUnion('kind', [
  drawnBox,
  z.object({ kind: z.literal('polygon'), rings: z.array(z.array(point).min(3).max(5_000)).min(1).max(500) }),
  scribble,
  clicks,
  z
    .object({ kind: z.literal('label') })
    .describe('The object by the region’s label, found by a detector. Needs a worker with its model.'),
  paintedMask,
])
export type RegionInput = z.infer<typeof regionInput>

/** What somebody points at and waits for: the kinds that a model answers. */
export const regionHint = z.discriminatedUnion('kind', [clicks, drawnBox, scribble])
export type RegionHint = z.infer<typeof regionHint>

export const foundMask = z.object({
  rle: z.object({ size: z.tuple([whole, whole]), counts: z.string() }).describe('COCO run lengths.'),
  engine: z.string(),
})
export type FoundView = z.infer<typeof foundMask>

export const regionView = z.object({
  id,
  imageId: id,
  frameId: id,
  parentId: id.nullable(),
  label: z.string(),
  origin: z.string(),
  labelled: z.boolean(),
  status: z.enum(['pending', 'ready', 'refused']),
  reason: z.string().nullable().describe('Why the mask was refused, with what to do.'),
  fineUrl: blobUrl.nullable(),
  contourUrl: blobUrl.nullable(),
  boxUrl: blobUrl.nullable(),
  softUrl: blobUrl.nullable(),
  bbox: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
  areaFraction: z.number().nullable(),
  contourCount: z.number().int().nullable(),
  engine: z.string().nullable(),
  engineMs: z.number().int().nullable(),
  createdAt: z.date(),
})
export type RegionView = z.infer<typeof regionView>

/** One of the masks that a region has had: immutable, with the one that it was drawn over. */
export const maskVersion = z.object({
  id,
  number: z.number().int().describe('Counts from 1 along the time in which they were saved.'),
  name: z.string().describe('Photograph, object and number: `cup.png · coffee · v3`.'),
  parentId: id.nullable(),
  sameFrame: z.boolean().describe('Drawn in the frame of the one asked for; others can’t be copied from.'),
  status: z.enum(['pending', 'ready', 'refused']),
  reason: z.string().nullable(),
  fineUrl: blobUrl.nullable(),
  areaFraction: z.number().nullable(),
  madeBy: z.string().nullable().describe('The person who saved it.'),
  engines: z.array(z.string()).describe('What made it, or helped a person to.'),
  createdAt: z.date(),
})

export const maskVersions = z.object({
  label: z.string(),
  image: z.object({ id, name: z.string(), caption: z.string() }),
  frame: z.object({ id, url: blobUrl.nullable(), size: z.number().int() }),
  latestId: id.describe('Send it back with the next version, so that nobody’s is overlooked.'),
  items: z.array(maskVersion).describe('Newest first.'),
})
export type MaskVersions = z.infer<typeof maskVersions>
