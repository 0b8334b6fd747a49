import { z } from 'zod'
import { candidateView } from '@/lib/pipeline/generation/client'
import { blobUrl, id } from '@/lib/platform/api/base'

export const verdict = z.enum(['accept', 'reject', 'fix', 'approve', 'overturn'])

export const decisionView = z.object({
  id,
  itemId: id,
  verdict,
  candidateId: id.nullable(),
  reasons: z.array(z.string()),
  comment: z.string().nullable(),
  actor: z.object({ id, name: z.string() }).nullable(),
  actorKind: z.string(),
  elapsedMs: z.number().int().nullable(),
  createdAt: z.date(),
})
export type DecisionView = z.infer<typeof decisionView>

export const itemView = z.object({
  id,
  status: z.enum(['pending', 'approval', 'settled', 'void']),
  lease: z
    .object({ token: z.number().int(), until: z.date() })
    .nullable()
    .describe('Send the token with the decision: it proves that nobody else was handed the item since.'),
  recordId: id,
  imageId: id,
  frameId: id.nullable(),
  regionId: id.nullable(),
  instruction: z.string(),
  sourceCaption: z.string(),
  targetCaption: z.string(),
  editObject: z.string().nullable(),
  editType: z.object({ id, key: z.string(), label: z.string() }),
  turn: z.number().int(),
  anchorUrl: blobUrl.nullable(),
  candidates: z
    .array(candidateView)
    .describe('Best first. All of them where somebody asked for this one by hand.'),
  parent: z
    .object({
      itemId: id.nullable(),
      instruction: z.string(),
      targetCaption: z.string(),
      candidate: candidateView,
    })
    .nullable()
    .describe('What this one mends.'),
  problem: z.string().nullable().describe('Why the engine made nothing.'),
  decision: decisionView.nullable(),
})
export type ItemView = z.infer<typeof itemView>

export const fixInput = z
  .object({
    candidateId: id.describe('The candidate to mend.'),
    instruction: z.string().max(2_000).optional(),
    targetCaption: z.string().max(4_000).optional(),
    regionId: id.nullable().optional().describe('A corrected region; null for the whole image.'),
    samples: z.number().int().min(1).max(30).optional(),
    seed: z.number().int().min(0).max(4_294_967_295).optional(),
  })
  .describe('What to change before it is made again.')

const about = {
  comment: z.string().max(2_000).optional(),
  elapsedMs: z
    .number()
    .int()
    .min(0)
    .max(86_400_000)
    .optional()
    .describe('Time on the item, idle time excluded.'),
}

export const judgement = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('accept'), candidateId: id, ...about }),
  z.object({
    verdict: z.literal('reject'),
    reasons: z.array(z.string().max(40)).min(1, 'Give a reason.').max(10),
    ...about,
  }),
  z.object({ verdict: z.literal('fix'), fix: fixInput, ...about }),
])
export type Judgement = z.infer<typeof judgement>

export const recentView = z.object({
  decision: decisionView,
  instruction: z.string(),
  thumbUrl: blobUrl.nullable(),
  editable: z.boolean().describe('False once a reviewer has decided on it.'),
})

export const paceView = z.object({
  waiting: z.number().int().describe('Items that you could be handed now.'),
  fixes: z.number().int().describe('Of those, made again at your request.'),
  today: z.number().int(),
  medianSeconds: z.number().nullable(),
  accepted: z.number().int().describe('Of your last hundred, upheld or not yet reviewed accepts.'),
  overturned: z.number().int().describe('Of your last hundred, overturned by a reviewer.'),
})
