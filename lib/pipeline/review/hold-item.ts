import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db, Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { viewDecisions } from './view-item'

/**
 * What a late or forged token is told: nothing was lost, what was decided instead, and not who holds the item now. What
 * another rater said of an item that is still being judged stays unsaid, since this person may be asked for it again.
 */
export const lostLease = async (
  tx: Tx,
  actor: ProjectActor,
  id: string,
  yours?: unknown,
): Promise<ExemplarError> => {
  const item = await tx.reviewItem.findFirst({ where: { id, projectId: actor.projectId } })
  if (!item) return notFound('review item')
  const member = await tx.user.count({
    where: {
      id: personOf(actor),
      disabledAt: null,
      OR: [{ siteAdmin: true }, { memberships: { some: { projectId: actor.projectId } } }],
    },
  })
  if (member === 0)
    return new ExemplarError('forbidden', 'You are no longer a member of this project.', {
      fix: 'Ask an admin of the project to invite you again.',
    })
  const decided = item.status !== 'pending'
  const standing =
    decided && item.decisionId && item.goldId === null
      ? await tx.decision.findMany({ where: { id: item.decisionId } })
      : []
  const [decision] = await viewDecisions(standing, tx)
  return new ExemplarError(
    'stale-lease',
    decided
      ? 'This item has been decided meanwhile; your judgement was not counted.'
      : 'Your lease ended and the item went to somebody else, or to another tab of yours.',
    {
      field: 'token',
      fix: 'Take the next item.',
      detail: { yours, theirs: { status: item.status, decision: decision ?? null } },
    },
  )
}

/** Keeps an item for a few minutes more, for as long as its page is open. The database's clock counts, and no other. */
export const renewLease = async (
  actor: ProjectActor,
  id: string,
  token: number,
): Promise<{ until: Date }> => {
  const { leaseMinutes } = await getSettings(actor.projectId)
  const [renewed] = await db().$queryRaw<{ until: Date }[]>`
    UPDATE "ReviewItem" SET "leaseUntil" = now() + ${leaseMinutes} * interval '1 minute'
    WHERE id = ${id}::uuid AND "projectId" = ${actor.projectId}::uuid AND "leaseUserId" = ${personOf(actor)}::uuid
      AND "leaseToken" = ${token} AND status IN ('pending', 'approval')
    RETURNING "leaseUntil" AS until`
  if (!renewed) throw await lostLease(db(), actor, id)
  return renewed
}

export interface Skip {
  readonly id: string
  readonly token: number
  readonly policy?: 'me' | 'others' | 'ignore' | undefined
  readonly comment?: string | undefined
}

/** How long what somebody set aside for themselves stays out of their sight, while there is other work. */
const deferMinutes = 10

/**
 * Leaves an item undecided: for later (`me`), to others and never to this person again (`others`), or to nobody
 * (`ignore`), as far as the project allows it.
 */
export const skipItem = (
  actor: ProjectActor,
  { id, token, policy = 'others', comment }: Skip,
): Promise<{ id: string }> =>
  transaction(async (tx) => {
    const userId = personOf(actor)
    const { review } = await getSettings(actor.projectId, tx)
    if (!review.skip.includes(policy))
      throw new ExemplarError('bad-input', `This project does not allow skipping with “${policy}”.`, {
        field: 'policy',
        fix: `Use one of: ${review.skip.join(', ')}.`,
      })
    // A gold item stays its person's: it is only ever theirs, and skipping it answers nothing.
    const change = {
      me: Prisma.sql`"assignedToId" = ${userId}::uuid, "deferredUntil" = now() + ${deferMinutes} * interval '1 minute'`,
      others: Prisma.sql`"assignedToId" = CASE WHEN "goldId" IS NULL THEN NULL ELSE "assignedToId" END,
        status = CASE WHEN "goldId" IS NULL THEN status ELSE 'void' END, "skippedBy" = "skippedBy" || ${userId}::uuid`,
      ignore: Prisma.sql`status = 'void'`,
    }[policy]
    const skipped = await tx.$executeRaw`
      UPDATE "ReviewItem" SET "leaseUserId" = NULL, "leaseUntil" = NULL, ${change}
      WHERE id = ${id}::uuid AND "projectId" = ${actor.projectId}::uuid AND status = 'pending'
        AND "leaseUserId" = ${userId}::uuid AND "leaseToken" = ${token}`
    if (skipped === 0) throw await lostLease(tx, actor, id)
    await tx.reviewDraft.deleteMany({ where: { itemId: id, userId } })
    await audit(tx, actor, {
      action: 'item.skipped',
      objectType: 'review-item',
      objectId: id,
      detail: { policy, ...(comment?.trim() && { comment: comment.trim() }) },
    })
    return { id }
  })
