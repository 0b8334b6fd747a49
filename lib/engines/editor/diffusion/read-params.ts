import { z } from 'zod'
import type { Draw } from '@/lib/engines/editor/editor'
import { ExemplarError } from '@/lib/platform/errors'

/** A candidate's parameters as its row keeps them: what was drawn, and what the device added when it made it. */
const params = z.object({
  steps: z.number().int().min(1).max(200),
  strength: z.number().gt(0).max(1),
  guidance: z.number().min(0).max(30).default(0),
  threshold: z.number().min(0).max(1),
  soft: z.number().min(0).max(1).nullable().default(null),
  /** Pairs in the call that made it. Set on a draw, it is made in as many again: sums differ in the last digit. */
  batch: z.number().int().min(1).max(256).optional(),
})
export type CandidateParams = z.infer<typeof params>

/** Errors: `bad-input` naming the parameter. */
export const readParams = (draw: Draw): CandidateParams => {
  const read = params.safeParse(draw.params)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new ExemplarError(
    'bad-input',
    `The parameter ${issue?.path.join('.')} cannot be used: ${issue?.message}.`,
    {
      field: `params.${issue?.path.join('.')}`,
      fix: 'Let the planner draw it.',
    },
  )
}
