import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { ExemplarError } from '@/lib/platform/errors'
import { settleItem } from './settle-item'
import { findItemOf } from './view-item'

export interface BulkSettlement {
  readonly candidateIds: readonly string[]
  readonly verdict: 'approve' | 'overturn'
  readonly comment?: string | undefined
}

/**
 * A reviewer's word on many samples at once. What the reviewer saw is that each candidate is what its item accepts; one
 * that no longer is gets refused by name, and the rest go on.
 */
export const settleSamples = async (
  actor: ProjectActor,
  { candidateIds, verdict, comment }: BulkSettlement,
): Promise<{ settled: string[]; refused: { candidateId: string; reason: string }[] }> => {
  requireRole(actor, 'reviewer')
  const settled: string[] = []
  const refused: { candidateId: string; reason: string }[] = []
  for (const candidateId of new Set(candidateIds))
    try {
      const item = await findItemOf(actor, candidateId)
      if (!item?.decision || item.decision.candidateId !== candidateId)
        throw new ExemplarError('conflict', 'This candidate is not accepted any more.', {
          fix: 'Look at it again.',
        })
      await settleItem(actor, {
        id: item.id,
        decisionId: item.decision.id,
        verdict,
        reasons: [],
        ...(comment && { comment }),
      })
      settled.push(candidateId)
    } catch (error) {
      if (!(error instanceof ExemplarError) || error.code === 'internal') throw error
      refused.push({ candidateId, reason: error.message })
    }
  return { settled, refused }
}
