import type { getSettings } from '@/lib/pipeline/project'
import { adoptSampleJob } from '@/lib/pipeline/seeds'
import type { Prisma, Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { inShare } from './quality/share-of-items'
import type { ReviewReason } from './schema'

type Settings = Awaited<ReturnType<typeof getSettings>>
type ItemRow = Prisma.ReviewItemGetPayload<Record<never, never>>
type DecisionRow = Prisma.DecisionGetPayload<Record<never, never>>

/** Tells the seeds stage that candidates became samples, or stopped being ones. The decision's id makes the job new. */
export const announceSamples = (
  tx: Tx,
  projectId: string,
  decisionId: string,
  candidateIds: readonly string[],
) =>
  enqueue(
    tx,
    adoptSampleJob,
    candidateIds.map((candidateId) => ({
      rowId: `${candidateId}-${decisionId}`,
      attempt: 1,
      payload: { candidateId },
    })),
    { priority: 10, projectId },
  )

/**
 * Sets the samples of a task to what stands now; whatever an earlier decision said is gone. Returns the candidates that
 * are a sample or were one.
 */
export const setSamples = async (
  tx: Tx,
  taskId: string,
  { verdict, candidateId }: Pick<DecisionRow, 'verdict' | 'candidateId'>,
): Promise<string[]> => {
  const decided = { decidedBy: 'person', decidedAt: new Date() }
  const before = await tx.candidate.findMany({
    where: { taskId, sampleState: { in: ['accepted', 'approved'] } },
    select: { id: true },
  })
  await tx.candidate.updateMany({
    where: { taskId },
    data:
      verdict === 'reject'
        ? { sampleState: 'rejected', ...decided }
        : { sampleState: 'none', decidedBy: null, decidedAt: null },
  })
  if (candidateId === null) return before.map(({ id }) => id)
  await tx.candidate.update({ where: { id: candidateId }, data: { sampleState: 'accepted', ...decided } })
  return [...new Set([...before.map(({ id }) => id), candidateId])]
}

/** Why a decision that raters agree on still goes to a reviewer; null: it doesn't. */
const reasonToReview = (
  item: ItemRow,
  decision: DecisionRow,
  settings: Settings,
  onTrial: boolean,
): ReviewReason | null => {
  const accepts = decision.candidateId !== null
  if (accepts && settings.requireApproval) return 'accepted'
  if (onTrial) return 'trial'
  if (accepts && item.authorId === decision.actorId && item.authorId !== null && !settings.allowSelfReview)
    return 'accepted'
  if (inShare('audit', item.id, settings.review.auditShare)) return 'audit'
  return null
}

export interface Standing {
  readonly decision: DecisionRow
  readonly settings: Settings
  readonly flagged: boolean
  /** Whether raters' opinions tied. */
  readonly tied: boolean
  /** Whether who decided is still on trial. */
  readonly onTrial: boolean
  /** Whether it takes the place of another decision. */
  readonly supersedes: boolean
}

/** Makes a decision the one that stands: the candidates' states, who is asked next, and the exemplars that follow. */
export const settleOpinion = async (
  tx: Tx,
  item: ItemRow,
  { decision, settings, flagged, tied, onTrial, supersedes }: Standing,
): Promise<void> => {
  const touched = await setSamples(tx, item.taskId, tied ? { verdict: 'fix', candidateId: null } : decision)
  const reason =
    decision.verdict === 'fix'
      ? null
      : tied
        ? 'disagreement'
        : flagged
          ? 'flagged'
          : reasonToReview(item, decision, settings, onTrial)
  await tx.reviewItem.update({
    where: { id: item.id },
    data: {
      status: reason === null ? 'settled' : 'approval',
      reviewReason: reason,
      decisionId: decision.id,
      decidedById: decision.actorId,
      decidedAt: new Date(),
      leaseUserId: null,
      leaseUntil: null,
    },
  })
  if (!settings.requireApproval || supersedes) await announceSamples(tx, item.projectId, decision.id, touched)
}
