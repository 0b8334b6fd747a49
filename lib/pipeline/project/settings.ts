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
    })
    .prefault({}),
})

export type ProjectSettings = z.infer<typeof projectSettings>

export const readSettings = (stored: unknown): ProjectSettings => projectSettings.parse(stored ?? {})
