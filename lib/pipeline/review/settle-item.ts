import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { endTrial } from './rater-stage'
import type { ItemView } from './schema'
import { announceSamples } from './settle-opinion'
import { viewItem } from './view-item'

export interface Settlement {
  readonly id: string
  readonly decisionId: string
  readonly verdict: 'approve' | 'overturn' | 'back'
  readonly candidateId?: string | undefined
  readonly reasons: readonly string[]
  readonly comment?: string | undefined
  readonly elapsedMs?: number | undefined
}

const actions = { approve: 'item.approved', overturn: 'item.overturned', back: 'item.sent-back' } as const

const checkSettlement = (
  verdict: Settlement['verdict'],
  seen: { verdict: string; candidateId: string | null },
) => {
  if (verdict === 'back' && seen.candidateId === null)
    throw new ExemplarError('bad-input', 'Only an accepted item goes back to its author.', {
      field: 'verdict',
      fix: 'Approve the rejection, or overturn it by naming the candidate that is good.',
    })
  if (verdict === 'approve' && seen.candidateId === null && seen.verdict !== 'reject')
    throw new ExemplarError('bad-input', 'Only an acceptance or a rejection can be approved.', {
      field: 'verdict',
      fix: 'Overturn it by naming the candidate that is good.',
    })
}

/** Who mends an item's text: who wrote it or, where an engine did, who accepted it; anybody, once they have left. */
const authorOf = async (tx: Tx, projectId: string, people: readonly (string | null)[]) => {
  for (const userId of people)
    if (userId && (await tx.membership.count({ where: { projectId, userId, user: { disabledAt: null } } })))
      return userId
  return null
}

/**
 * A reviewer's word on what a rater decided. Approve: the accepted candidate is a sample, or the rejection stands.
 * Overturn: it is not; or, of a rejection and with a candidate named, it is after all. Back, as HumanEdit's reviewers
 * do: the picture is not at fault but its text is, so it returns to its author, who words it anew or gives it up.
 * Decided on what the reviewer saw, or refused with 409.
 */
export const settleItem = (actor: ProjectActor, settlement: Settlement): Promise<ItemView> =>
  transaction(async (tx) => {
    requireRole(actor, 'reviewer')
    const { id, decisionId, verdict, comment, reasons, elapsedMs } = settlement
    const seen = await tx.decision.findFirst({
      where: { id: decisionId, itemId: id, projectId: actor.projectId },
    })
    if (!seen) throw notFound('decision of this item')
    const settings = await getSettings(actor.projectId, tx)
    const { judgedBy, authorId, leaseUserId, leaseSince } = await tx.reviewItem.findUniqueOrThrow({
      where: { id },
    })
    const held = leaseUserId !== null && leaseUserId === actor.userId && leaseSince !== null
    const heldMs = held ? Math.max(0, Date.now() - leaseSince.getTime()) : 0
    const own = actor.userId !== null && [seen.actorId, authorId, ...judgedBy].includes(actor.userId)
    if (own && !settings.allowSelfReview)
      throw new ExemplarError('forbidden', 'Somebody else must review what you wrote or decided.', {
        fix: 'Ask another reviewer, or allow self-review in the settings.',
      })
    checkSettlement(verdict, seen)
    const named = verdict === 'overturn' ? (settlement.candidateId ?? null) : null
    const good = verdict === 'approve' ? seen.candidateId : named
    const [item] = await tx.reviewItem.updateManyAndReturn({
      where: { id, decisionId, status: { in: ['approval', 'settled'] } },
      data:
        verdict === 'back'
          ? {
              status: 'pending',
              priority: 1,
              wanted: 1,
              judgedBy: [],
              assignedToId: await authorOf(tx, actor.projectId, [authorId, seen.actorId]),
              deferredUntil: null,
              leaseUserId: null,
              leaseUntil: null,
            }
          : { status: 'settled', leaseUserId: null, leaseUntil: null },
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
        // Who upholds a rejection upholds its reasons.
        reasons: verdict === 'approve' && reasons.length === 0 ? seen.reasons : [...reasons],
        comment: comment?.trim() || null,
        actorId: actor.userId,
        actorKind: 'reviewer',
        elapsedMs: elapsedMs === undefined ? null : Math.min(elapsedMs, heldMs),
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
      data:
        verdict === 'back'
          ? { sampleState: 'none', decidedBy: null, decidedAt: null }
          : { sampleState: 'rejected', ...decided },
    })
    if (good !== null)
      await tx.candidate.update({ where: { id: good }, data: { sampleState: 'approved', ...decided } })
    const touched = new Set([...before.map((candidate) => candidate.id), ...(good === null ? [] : [good])])
    await announceSamples(tx, actor.projectId, decision.id, [...touched])
    if (seen.actorKind === 'rater') await endTrial(tx, actor.projectId, seen.actorId, settings)
    await audit(tx, actor, {
      action: actions[verdict],
      objectType: 'review-item',
      objectId: id,
      detail: { decisionId: decision.id },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'review', id })
    return viewItem(actor, id, tx)
  })
