import { regenerate } from '@/lib/pipeline/generation'
import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import type { Prisma, Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { scoreGold, settleGold } from './answer-gold'
import { checkJudgement } from './check-judgement'
import { resolveOpinions } from './quality/resolve-opinions'
import { isOnTrial } from './rater-stage'
import type { Judgement } from './schema'
import { settleOpinion } from './settle-opinion'
import { decisionsOn, opinionsAmong } from './standing-opinions'

type Settings = Awaited<ReturnType<typeof getSettings>>
type ItemRow = Prisma.ReviewItemGetPayload<Record<never, never>>

export interface Applied {
  readonly leaseToken: number | null
  /** The decision that this one takes the place of. */
  readonly supersedesId: string | null
  readonly clientId: string | null
  /** For how long at most somebody can have looked at it. */
  readonly heldMs: number
}

const actionOf = {
  accept: 'item.accepted',
  pick: 'item.accepted',
  reject: 'item.rejected',
  fix: 'item.sent-back',
} as const

/** What follows once one more person has spoken: another is asked, or a decision stands. */
const takeOpinion = async (
  tx: Tx,
  actor: ProjectActor,
  item: ItemRow,
  settings: Settings,
  supersedes: boolean,
) => {
  const opinions = opinionsAmong(await decisionsOn(tx, item.id))
  const judgedBy = [...new Set(opinions.flatMap(({ actorId }) => (actorId ? [actorId] : [])))]
  await tx.reviewItem.update({ where: { id: item.id }, data: { judgedBy } })
  const outcome = resolveOpinions(
    opinions.map(({ id, candidateId }) => ({ decisionId: id, candidateId })),
    {
      // A third may have been asked for an opinion that is no longer needed, since one of the two has changed theirs.
      wanted: Math.min(item.wanted, settings.review.overlap.people),
      most: Math.max(settings.review.overlap.most, item.wanted),
    },
  )
  if (outcome.kind === 'ask')
    return tx.reviewItem.update({
      where: { id: item.id },
      // A second opinion is worth most while the first is fresh, so it goes before what nobody has seen.
      data: {
        status: 'pending',
        wanted: outcome.wanted,
        priority: Math.min(item.priority, Math.max(2, item.priority - 1)),
        assignedToId: null,
        deferredUntil: null,
      },
    })
  const decision = opinions.find(({ id }) => id === outcome.decisionId)
  if (!decision) throw new Error('an outcome names a decision of the item')
  return settleOpinion(tx, item, {
    decision,
    settings,
    supersedes,
    flagged: opinions.some(({ flagged }) => flagged),
    tied: outcome.kind === 'tie',
    onTrial: await isOnTrial(tx, actor, settings),
  })
}

/**
 * Writes a rater's decision on an item that the caller has already taken under its guard: the decision row, what it
 * does to the item alone or with what others said of it, a regeneration, and the audit row.
 */
export const applyJudgement = async (
  tx: Tx,
  actor: ProjectActor,
  item: ItemRow,
  judgement: Judgement,
  { leaseToken, supersedesId, clientId, heldMs }: Applied,
): Promise<void> => {
  const settings = await getSettings(item.projectId, tx)
  await checkJudgement(tx, item.taskId, judgement, settings)
  const again = judgement.verdict === 'fix' ? await regenerate(tx, actor, judgement.fix) : null
  const goldRight = await scoreGold(tx, item, judgement, supersedesId === null)
  const accepts = judgement.verdict === 'accept' || judgement.verdict === 'pick'
  const decision = await tx.decision.create({
    data: {
      projectId: item.projectId,
      itemId: item.id,
      verdict: judgement.verdict,
      candidateId: accepts ? judgement.candidateId : null,
      reasons: judgement.verdict === 'reject' ? [...new Set(judgement.reasons)] : [],
      comment: judgement.comment?.trim() || null,
      ratings: judgement.ratings ?? {},
      pins: judgement.pins ?? [],
      flagged: judgement.flag ?? false,
      ...(judgement.verdict === 'fix' && { fix: { ...judgement.fix, ...again } as Prisma.InputJsonObject }),
      actorId: personOf(actor),
      actorKind: 'rater',
      clientId,
      goldRight,
      leaseToken,
      elapsedMs: judgement.elapsedMs === undefined ? null : Math.min(judgement.elapsedMs, Math.round(heldMs)),
      supersedesId,
    },
  })
  await tx.reviewDraft.deleteMany({ where: { itemId: item.id, userId: personOf(actor) } })
  if (item.goldId !== null) await settleGold(tx, actor, item, decision.id, goldRight)
  else if (judgement.verdict === 'fix')
    await settleOpinion(tx, item, {
      decision,
      settings,
      flagged: false,
      tied: false,
      onTrial: false,
      supersedes: supersedesId !== null,
    })
  else await takeOpinion(tx, actor, item, settings, supersedesId !== null)
  await audit(tx, actor, {
    action: actionOf[judgement.verdict],
    objectType: 'review-item',
    objectId: item.id,
    detail: { decisionId: decision.id, ...(again && { taskId: again.taskId }) },
  })
  await publish(tx, { projectId: item.projectId, topic: 'review', id: item.id })
}
