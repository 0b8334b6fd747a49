import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { announceSamples } from './apply-judgement'
import type { ItemView } from './schema'
import { viewItem } from './view-item'

export interface Settlement {
  readonly id: string
  readonly decisionId: string
  readonly verdict: 'approve' | 'overturn'
  readonly candidateId?: string | undefined
  readonly reasons: readonly string[]
  readonly comment?: string | undefined
}

/**
 * A reviewer's word on what a rater decided. Approve: the accepted candidate is a sample. Overturn: it is not; or, of a
 * rejection and with a candidate named, it is after all. Decided on what the reviewer saw, or refused with 409.
 */
export const settleItem = (actor: ProjectActor, settlement: Settlement): Promise<ItemView> =>
  transaction(async (tx) => {
    requireRole(actor, 'reviewer')
    const { id, decisionId, verdict, comment, reasons } = settlement
    const seen = await tx.decision.findFirst({
      where: { id: decisionId, itemId: id, projectId: actor.projectId },
    })
    if (!seen) throw notFound('decision of this item')
    const { allowSelfReview } = await getSettings(actor.projectId, tx)
    if (seen.actorId === actor.userId && actor.userId !== null && !allowSelfReview)
      throw new ExemplarError('forbidden', 'Somebody else must review what you decided.', {
        fix: 'Ask another reviewer, or allow self-review in the settings.',
      })
    const good = verdict === 'approve' ? seen.candidateId : (settlement.candidateId ?? null)
    if (verdict === 'approve' && good === null)
      throw new ExemplarError('bad-input', 'Only an acceptance can be approved.', {
        field: 'verdict',
        fix: 'Overturn a rejection by naming the candidate that is good.',
      })
    const [item] = await tx.reviewItem.updateManyAndReturn({
      where: { id, decisionId, status: { in: ['approval', 'settled'] } },
      data: { status: 'settled', leaseUserId: null, leaseUntil: null },
    })
    if (!item)
      throw new ExemplarError('conflict', 'This item has another decision by now.', {
        field: 'decisionId',
        fix: 'Look at it again.',
        detail: { yours: settlement, theirs: await viewItem(actor, id, tx) },
      })
    if (good !== null && !(await tx.candidate.count({ where: { id: good, taskId: item.taskId } })))
      throw new ExemplarError('bad-input', 'The candidate is not of this item.', { field: 'candidateId' })
    const decision = await tx.decision.create({
      data: {
        projectId: actor.projectId,
        itemId: id,
        verdict,
        candidateId: good,
        reasons: [...reasons],
        comment: comment?.trim() || null,
        actorId: actor.userId,
        actorKind: 'reviewer',
        supersedesId: decisionId,
      },
    })
    await tx.reviewItem.update({ where: { id }, data: { decisionId: decision.id } })
    const decided = { decidedBy: 'person', decidedAt: new Date() }
    const before = await tx.candidate.findMany({
      where: { taskId: item.taskId, sampleState: { in: ['accepted', 'approved'] } },
      select: { id: true },
    })
    await tx.candidate.updateMany({
      where: { taskId: item.taskId, sampleState: { in: ['accepted', 'approved'] } },
      data: { sampleState: 'rejected', ...decided },
    })
    if (good !== null)
      await tx.candidate.update({ where: { id: good }, data: { sampleState: 'approved', ...decided } })
    const touched = new Set([...before.map((candidate) => candidate.id), ...(good === null ? [] : [good])])
    await announceSamples(tx, actor.projectId, decision.id, [...touched])
    await audit(tx, actor, {
      action: verdict === 'approve' ? 'item.approved' : 'item.overturned',
      objectType: 'review-item',
      objectId: id,
      detail: { decisionId: decision.id },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'review', id })
    return viewItem(actor, id, tx)
  })
