import type { getSettings } from '@/lib/pipeline/project'
import type { RatingScale } from '@/lib/pipeline/project/client'
import type { Tx } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { Judgement } from './schema'

type Settings = Awaited<ReturnType<typeof getSettings>>

const allows = (range: RatingScale['range'], value: number): boolean => {
  if (range === '0-0.5-1') return value === 0 || value === 0.5 || value === 1
  const [low, high] = range === '0-10' ? [0, 10] : [1, 5]
  return Number.isInteger(value) && value >= low && value <= high
}

const checkReasons = (reasons: readonly string[], { rejectReasons }: Settings) => {
  const known = new Set(rejectReasons.map(({ key }) => key))
  const unknown = reasons.find((reason) => !known.has(reason))
  if (unknown)
    throw new ExemplarError('bad-input', `“${unknown}” is not one of the project’s reasons.`, {
      field: 'reasons',
      fix: `Use one of: ${[...known].join(', ')}.`,
    })
}

const checkRatings = (ratings: Readonly<Record<string, number>>, { review }: Settings) => {
  for (const [key, value] of Object.entries(ratings)) {
    const scale = review.scales.find((one) => one.key === key)
    if (!scale)
      throw new ExemplarError('bad-input', `The project does not rate “${key}”.`, {
        field: `ratings.${key}`,
        fix: 'Rate on the scales of the settings only.',
      })
    if (!allows(scale.range, value))
      throw new ExemplarError('bad-input', `${value} is not on the scale ${scale.range}.`, {
        field: `ratings.${key}`,
        fix: scale.range === '0-0.5-1' ? 'Use 0, 0.5 or 1.' : `Use a whole number of ${scale.range}.`,
      })
  }
}

/** Throws `bad-input` where a judgement names what its project or its item does not have. */
export const checkJudgement = async (
  tx: Tx,
  taskId: string,
  judgement: Judgement,
  settings: Settings,
): Promise<void> => {
  if (judgement.verdict === 'reject') checkReasons(judgement.reasons, settings)
  checkRatings(judgement.ratings ?? {}, settings)
  const named = new Map<string, string>()
  if (judgement.verdict === 'fix') named.set(judgement.fix.candidateId, 'fix.candidateId')
  else if (judgement.verdict !== 'reject') named.set(judgement.candidateId, 'candidateId')
  for (const [at, { candidateId }] of (judgement.pins ?? []).entries())
    if (candidateId && !named.has(candidateId)) named.set(candidateId, `pins.${at}.candidateId`)
  if (named.size === 0) return
  const own = await tx.candidate.findMany({
    where: { taskId, id: { in: [...named.keys()] } },
    select: { id: true },
  })
  const found = new Set(own.map(({ id }) => id))
  for (const [candidateId, field] of named)
    if (!found.has(candidateId))
      throw new ExemplarError('bad-input', 'The candidate is not of this item.', {
        field,
        fix: 'It may have been withdrawn: load the item again.',
      })
}
