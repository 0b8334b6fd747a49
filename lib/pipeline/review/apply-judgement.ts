import { regenerate } from '@/lib/pipeline/generation'
import { getSettings } from '@/lib/pipeline/project'
import { adoptSampleJob } from '@/lib/pipeline/seeds'
import { audit } from '@/lib/platform/audit'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import type { Prisma, Tx } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import type { Judgement } from './schema'

type ItemRow = Prisma.ReviewItemGetPayload<Record<never, never>>

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

const checkJudgement = async (tx: Tx, item: ItemRow, judgement: Judgement) => {
  if (judgement.verdict === 'reject') {
    const known = new Set((await getSettings(item.projectId, tx)).rejectReasons.map(({ key }) => key))
    const unknown = judgement.reasons.find((reason) => !known.has(reason))
    if (unknown)
      throw new ExemplarError('bad-input', `“${unknown}” is not one of the project’s reasons.`, {
        field: 'reasons',
        fix: `Use one of: ${[...known].join(', ')}.`,
      })
    return
  }
  const candidateId = judgement.verdict === 'accept' ? judgement.candidateId : judgement.fix.candidateId
  if (!(await tx.candidate.count({ where: { id: candidateId, taskId: item.taskId } })))
    throw new ExemplarError('bad-input', 'The candidate is not of this item.', { field: 'candidateId' })
}

/** Sets the samples of an item to what its new decision says; whatever an earlier one said is gone. */
const setSamples = async (tx: Tx, item: ItemRow, judgement: Judgement) => {
  const { taskId } = item
  const decided = { decidedBy: 'person', decidedAt: new Date() }
  const before = await tx.candidate.findMany({
    where: { taskId, sampleState: { in: ['accepted', 'approved'] } },
    select: { id: true },
  })
  await tx.candidate.updateMany({
    where: { taskId },
    data:
      judgement.verdict === 'reject'
        ? { sampleState: 'rejected', ...decided }
        : { sampleState: 'none', decidedBy: null, decidedAt: null },
  })
  if (judgement.verdict !== 'accept') return before.map(({ id }) => id)
  await tx.candidate.update({
    where: { id: judgement.candidateId },
    data: { sampleState: 'accepted', ...decided },
  })
  return [...new Set([...before.map(({ id }) => id), judgement.candidateId])]
}

export interface Applied {
  readonly leaseToken: number | null
  /** The decision that this one takes the place of. */
  readonly supersedesId: string | null
}

/**
 * Writes a rater's decision on an item that the caller has already taken under its guard: the decision row, the
 * candidates' states, what follows from it (approval, exemplars, a regeneration) and the audit row.
 */
export const applyJudgement = async (
  tx: Tx,
  actor: ProjectActor,
  item: ItemRow,
  judgement: Judgement,
  { leaseToken, supersedesId }: Applied,
): Promise<void> => {
  await checkJudgement(tx, item, judgement)
  const { requireApproval } = await getSettings(item.projectId, tx)
  const again = judgement.verdict === 'fix' ? await regenerate(tx, actor, judgement.fix) : null
  const decision = await tx.decision.create({
    data: {
      projectId: item.projectId,
      itemId: item.id,
      verdict: judgement.verdict,
      candidateId: judgement.verdict === 'accept' ? judgement.candidateId : null,
      reasons: judgement.verdict === 'reject' ? judgement.reasons : [],
      comment: judgement.comment?.trim() || null,
      ...(judgement.verdict === 'fix' && { fix: { ...judgement.fix, ...again } as Prisma.InputJsonObject }),
      actorId: actor.userId,
      actorKind: 'rater',
      leaseToken,
      elapsedMs: judgement.elapsedMs ?? null,
      supersedesId,
    },
  })
  const touched = await setSamples(tx, item, judgement)
  await tx.reviewItem.update({
    where: { id: item.id },
    data: {
      status: judgement.verdict === 'accept' && requireApproval ? 'approval' : 'settled',
      decisionId: decision.id,
      decidedById: actor.userId,
      decidedAt: new Date(),
      leaseUserId: null,
      leaseUntil: null,
    },
  })
  if (!requireApproval || supersedesId !== null)
    await announceSamples(tx, item.projectId, decision.id, touched)
  await audit(tx, actor, {
    action: `item.${{ accept: 'accepted', reject: 'rejected', fix: 'sent-back' }[judgement.verdict]}`,
    objectType: 'review-item',
    objectId: item.id,
    detail: { decisionId: decision.id, ...(again && { taskId: again.taskId }) },
  })
  await publish(tx, { projectId: item.projectId, topic: 'review', id: item.id })
}
