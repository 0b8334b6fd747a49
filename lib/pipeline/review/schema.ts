import { z } from 'zod'
import { candidateView } from '@/lib/pipeline/generation/client'
import { blobUrl, id } from '@/lib/platform/api/base'

export const verdict = z.enum(['accept', 'pick', 'reject', 'fix', 'approve', 'overturn', 'back'])

export const pin = z
  .object({
    side: z.enum(['source', 'edited']),
    candidateId: id.optional().describe('Whose edited picture; absent for the source.'),
    x: z.number().min(0).max(16_384).describe('In pixels of the frame, from its left.'),
    y: z.number().min(0).max(16_384).describe('In pixels of the frame, from its top.'),
    text: z.string().trim().min(1).max(500),
  })
  .describe('A remark at a place of the picture.')

export const ratings = z
  .record(z.string().max(40), z.number())
  .describe('By the key of each scale that the project turns on: settings.review.scales.')

const text = (most: number) => z.string().max(most)

export const draftContent = z
  .object({
    verdict: z.enum(['accept', 'pick', 'reject', 'fix']).nullable(),
    candidateId: id.nullable(),
    reasons: z.array(text(40)).max(20),
    comment: text(2_000),
    ratings,
    pins: z.array(pin.extend({ text: text(500) })).max(50),
    flag: z.boolean(),
    instruction: text(2_000),
    targetCaption: text(4_000),
    regionId: id.nullable(),
    elapsedMs: z.number().int().min(0).max(86_400_000),
  })
  .partial()
  .describe('Whatever is filled in so far; nothing of it is judged yet.')
export type DraftContent = z.infer<typeof draftContent>

export const decisionView = z.object({
  id,
  itemId: id,
  verdict,
  candidateId: id.nullable(),
  reasons: z.array(z.string()),
  comment: z.string().nullable(),
  ratings,
  pins: z.array(pin),
  flagged: z.boolean(),
  actor: z.object({ id, name: z.string() }).nullable(),
  actorKind: z.string(),
  elapsedMs: z.number().int().nullable(),
  createdAt: z.date(),
})
export type DecisionView = z.infer<typeof decisionView>

export const reviewReasons = ['accepted', 'disagreement', 'audit', 'flagged', 'trial'] as const
export type ReviewReason = (typeof reviewReasons)[number]

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
  decision: decisionView
    .nullable()
    .describe('The one that stands; for who judged it blind to others, their own.'),
  draft: draftContent.nullable().describe('What its holder filled in and has not sent.'),
  returned: z
    .object({ by: z.string(), comment: z.string().nullable(), reasons: z.array(z.string()) })
    .nullable()
    .describe('Why a reviewer gave its text back to you: change the text, or reject it.'),
  reviewReason: z.enum(reviewReasons).nullable().describe('For reviewers: why it waits for one.'),
  opinions: z
    .array(decisionView)
    .describe('For reviewers: what each rater said of it, where several judged it; else empty.'),
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
    .describe('Time on the item, idle time excluded; counted at most as long as you have held it.'),
  ratings: ratings.optional(),
  pins: z.array(pin).max(50).optional(),
  flag: z.boolean().optional().describe('Asks a reviewer to look at it, whatever the verdict.'),
}

export const judgement = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('accept'), candidateId: id, ...about }),
  z.object({ verdict: z.literal('pick'), candidateId: id.describe('The best of those shown.'), ...about }),
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

export const stages = ['guidelines', 'quiz', 'trial', 'active', 'paused'] as const
export type Stage = (typeof stages)[number]

export const pauseReasons = ['gold', 'drift', 'quiz', 'trial', 'admin'] as const

export const accuracyView = z
  .object({
    right: z.number().int(),
    of: z.number().int(),
    share: z.number(),
    low: z.number().describe('Bounds of the 95 % interval, 0–1.'),
    high: z.number(),
  })
  .describe(
    'Of answers that are known. Your own counts in steps of ten, so that it never tells which they were.',
  )

export const standingView = z.object({
  stage: z.enum(stages),
  pausedReason: z.enum(pauseReasons).nullable(),
  pauseNote: z.string().nullable(),
  steps: z
    .object({ done: z.number().int(), of: z.number().int() })
    .nullable()
    .describe('Of the quiz or the trial.'),
  today: z.number().int(),
  dailyLimit: z.number().int().nullable(),
  tags: z.array(z.string()),
  accuracy: accuracyView.nullable(),
})
export type StandingView = z.infer<typeof standingView>

export const goldView = z.object({
  id,
  itemId: id.nullable().describe('The item that it was made of.'),
  instruction: z.string(),
  thumbUrl: blobUrl.nullable(),
  verdict: z.enum(['accept', 'reject']),
  candidateIds: z.array(id).describe('Any of these may be accepted; none: any.'),
  reasons: z.array(z.string()).describe('A rejection must name one of these; none: any.'),
  note: z.string().describe('Why, for people who learn from it.'),
  answers: z.number().int(),
  right: z.number().int(),
  flagged: z
    .number()
    .int()
    .describe('Answers that asked a reviewer to look: perhaps the known answer is wrong.'),
  retired: z.boolean(),
  createdAt: z.date(),
})
export type GoldView = z.infer<typeof goldView>

export const newGold = z.object({
  itemId: id.describe('A settled item; what a reviewer decided on it is the answer unless another is given.'),
  verdict: z.enum(['accept', 'reject']).optional(),
  candidateIds: z.array(id).max(30).optional(),
  reasons: z.array(z.string().max(40)).max(20).optional(),
  note: z.string().max(1_000).default(''),
})
export type NewGold = z.infer<typeof newGold>

export const raterView = z.object({
  id,
  name: z.string(),
  role: z.enum(['rater', 'reviewer', 'admin']),
  stage: z.enum(stages),
  stageSince: z.date().nullable(),
  pausedReason: z.enum(pauseReasons).nullable(),
  pauseNote: z.string().nullable(),
  tags: z.array(z.string()),
  dailyLimit: z.number().int().nullable(),
  goldLeft: z.number().int().describe('Gold items that this person has not been handed yet.'),
  accuracy: accuracyView.nullable(),
})
export type RaterView = z.infer<typeof raterView>

export const paceView = z.object({
  waiting: z.number().int().describe('Items that you could be handed now.'),
  fixes: z.number().int().describe('Of those, made again at your request.'),
  today: z.number().int(),
  medianSeconds: z.number().nullable(),
  accepted: z.number().int().describe('Of your last hundred, upheld or not yet reviewed accepts.'),
  overturned: z.number().int().describe('Of your last hundred, overturned by a reviewer.'),
})
