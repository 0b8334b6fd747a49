import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

// prisma/demo/demo.json, as far as loading it goes. Its own test holds the content to the rules for good seeds.

const point = z.tuple([z.number(), z.number()])

const image = z.object({
  file: z.string(),
  caption: z.string(),
  licence: z.string(),
  attribution: z.string(),
  frame: z.object({ x: z.number(), y: z.number(), size: z.number() }).nullable(),
  regions: z.array(z.object({ label: z.string(), polygons: z.array(z.array(point)) })),
})

const seed = z.object({
  key: z.string(),
  image: z.string(),
  editType: z.string(),
  regionLabel: z.string().nullable(),
  instruction: z.string(),
  targetCaption: z.string(),
  editObject: z.string().nullable(),
  status: z.enum(['draft', 'submitted', 'approved', 'returned']),
  comment: z.string().nullable(),
})

const decision = z.discriminatedUnion('do', [
  z.object({ do: z.literal('accept'), rank: z.number(), approve: z.boolean().optional() }),
  z.object({ do: z.literal('reject'), reasons: z.array(z.string()), comment: z.string() }),
  z.object({
    do: z.literal('fix'),
    rank: z.number(),
    instruction: z.string(),
    targetCaption: z.string(),
    comment: z.string(),
    after: z.object({ do: z.literal('accept'), rank: z.number() }),
  }),
  z.object({ do: z.literal('leave') }),
])
export type DemoDecision = z.infer<typeof decision>

const content = z.object({
  project: z.object({
    slug: z.string(),
    name: z.string(),
    guidelines: z.string(),
    guidelinesZh: z.string(),
  }),
  accounts: z
    .array(
      z.object({
        email: z.string(),
        name: z.string(),
        role: z.enum(['rater', 'reviewer', 'admin']),
        locale: z.string(),
      }),
    )
    .length(3),
  editTypes: z.array(z.object({ key: z.string(), quota: z.number().int().nullable() })),
  images: z.array(image),
  seeds: z.array(seed),
  finishedRound: z.object({
    seed: z.number().int(),
    candidatesPerSeed: z.number().int(),
    items: z.array(z.object({ seed: z.string(), decision })),
    rejectReasons: z.record(z.string(), z.object({ en: z.string(), zh: z.string() })),
  }),
})
export type DemoContent = z.infer<typeof content>

/** The demo lies beside this program's bundle: dist/command-demo.mjs → prisma/demo. */
export const demoFolder = path.resolve(import.meta.dirname, '../prisma/demo')

export const readDemo = async (): Promise<DemoContent> =>
  content.parse(JSON.parse(await readFile(path.join(demoFolder, 'demo.json'), 'utf8')))
