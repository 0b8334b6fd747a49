import { z } from 'zod'

// How a project works, as one JSON column. Every field has a default, so that a project made by an older version
// reads as it worked then.

const reason = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  label: z.string().min(1).max(60),
  labelZh: z.string().max(60).default(''),
})

const defaultReasons = [
  { key: 'not-followed', label: 'Instruction not followed', labelZh: '未按指令修改' },
  { key: 'over-edited', label: 'Over-edited', labelZh: '改动过多' },
  { key: 'artifacts', label: 'Artifacts', labelZh: '有瑕疵' },
  { key: 'wrong-object', label: 'Wrong object', labelZh: '改错对象' },
  { key: 'mask-wrong', label: 'Mask wrong', labelZh: '蒙版有误' },
  { key: 'caption-wrong', label: 'Caption wrong', labelZh: '描述有误' },
  { key: 'unsafe', label: 'Unsafe', labelZh: '内容不当' },
] as const

const share = z.number().min(0).max(1)

/** What an item may ask of who judges it, and a member may have. */
export const workTag = z
  .string()
  .regex(/^(lang|skill):[a-z0-9][a-z0-9-]{0,30}$/, 'Write lang:zh or skill:portraits.')

/** Judgement on a scale. The first range is ImagenHub's, where 0.5 says “partly”. */
const scale = z.object({
  key: z.enum(['semantic-consistency', 'perceptual-quality']),
  range: z.enum(['0-0.5-1', '0-10', '1-5']),
})
export type RatingScale = z.infer<typeof scale>

export const skipPolicies = ['me', 'others', 'ignore'] as const

const review = z.object({
  scales: z.array(scale).max(2).default([]),
  /** This share of the items is judged by `people` different raters; where they disagree, by up to `most`. */
  overlap: z
    .object({
      share: share.default(0),
      people: z.number().int().min(2).max(9).default(2),
      most: z.number().int().min(2).max(15).default(3),
    })
    .prefault({}),
  /**
   * Whether raters may judge what was made of their own words, as long as they are the only ones to judge it. What they
   * accept of it then waits for a reviewer in any case. Fixes come back to who asked for them either way.
   */
  authorsJudge: z.boolean().default(true),
  /** The share of decisions that a reviewer looks over, whatever they say. */
  auditShare: share.default(0),
  /** The share of gold items among what is handed out. */
  goldShare: share.max(0.5).default(0),
  /** Decisions a person may make in a day; null: no limit. A member may have their own. */
  dailyLimit: z.number().int().min(1).max(10_000).nullable().default(null),
  /** What a rater goes through before real work. */
  onboarding: z
    .object({
      enabled: z.boolean().default(false),
      quizSize: z.number().int().min(1).max(100).default(10),
      quizPass: share.default(0.8),
      trialSize: z.number().int().min(0).max(200).default(20),
      trialPass: share.default(0.8),
    })
    .prefault({}),
  skip: z
    .array(z.enum(skipPolicies))
    .min(1)
    .default([...skipPolicies]),
  /** Who may judge what, and how soon: every rule that names an item's edit type applies; no types named: all. */
  rules: z
    .array(
      z.object({
        editTypes: z.array(z.string().max(40)).max(50).default([]),
        needs: z.array(workTag).max(5).default([]),
        /** 2–20; less comes sooner. 1 is for what came back from a fix. */
        priority: z.number().int().min(2).max(20).nullable().default(null),
      }),
    )
    .max(50)
    .default([]),
})

export const projectSettings = z.object({
  /** Whether a reviewer must approve what a rater accepted before it counts as a sample. */
  requireApproval: z.boolean().default(true),
  /** Whether somebody may approve a seed or a sample of their own. */
  allowSelfReview: z.boolean().default(false),
  leaseMinutes: z.number().int().min(1).max(120).default(10),
  rejectReasons: z
    .array(reason)
    .min(1)
    .max(20)
    .default([...defaultReasons]),
  review: review.prefault({}),
  image: z
    .object({
      maxMegapixels: z.number().min(0.1).max(400).default(100),
      maxMegabytes: z.number().min(1).max(500).default(60),
      captionMaxWords: z.number().int().min(5).max(200).default(60),
      frameSize: z.number().int().min(64).max(2048).multipleOf(8).default(512),
      /** Of the 64 bits of two perceptual hashes, how many may differ in near-duplicates. */
      nearDuplicateBits: z.number().int().min(0).max(16).default(6),
    })
    .prefault({}),
  /** UltraEdit's rules for a mask; its published lower bound of contours is 4. */
  region: z
    .object({
      minArea: z.number().min(0).max(1).default(0.01),
      maxArea: z.number().min(0).max(1).default(0.9),
      minContours: z.number().int().min(0).default(1),
      maxContours: z.number().int().min(1).default(500),
      /** Who finds an edge from a box or a scribble; `sam` needs a worker with its model. */
      segmenter: z.enum(['grabcut', 'sam']).default('grabcut'),
    })
    .prefault({}),
})

export type ProjectSettings = z.infer<typeof projectSettings>

export const readSettings = (stored: unknown): ProjectSettings => projectSettings.parse(stored ?? {})
