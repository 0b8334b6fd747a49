import { z } from 'zod'
import type { ControlSettings } from '../../control/pair-control'

// How the cases write a pair and its attention control.

const window = z.union([z.number(), z.tuple([z.number(), z.number()])])

export const pairs = z.array(z.object({ source: z.string(), target: z.string() }))

export const control = z
  .object({
    edit_type: z.enum(['refine', 'replace', 'reweight']),
    n_cross_replace: z.union([window, z.record(z.string(), window)]),
    n_self_replace: window,
    equalizer_words: z.array(z.union([z.string(), z.int()])).default([]),
    equalizer_strengths: z.array(z.number()).default([]),
    /** What reweighting starts from. */
    base: z.enum(['none', 'refine', 'replace']).nullish(),
  })
  .transform(
    (given): ControlSettings => ({
      mode: given.edit_type === 'reweight' ? (given.base ?? 'none') : given.edit_type,
      cross: given.n_cross_replace,
      self: given.n_self_replace,
      strengths: given.equalizer_words.map((word, i) => ({
        word,
        strength: given.equalizer_strengths[i] ?? 1,
      })),
    }),
  )
  .nullable()
