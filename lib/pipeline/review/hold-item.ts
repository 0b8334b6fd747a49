import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'

/** What a late or forged token is told: nothing was lost, and who holds the item now is not said. */
export const lostLease = async (
  tx: Tx,
  actor: ProjectActor,
  id: string,
  yours?: unknown,
): Promise<ExemplarError> => {
  const item = await tx.reviewItem.findFirst({ where: { id, projectId: actor.projectId } })
  if (!item) return notFound('review item')
  const decided = item.status !== 'pending'
  return new ExemplarError(
    'stale-lease',
    decided
      ? 'This item has been decided meanwhile; your judgement was not counted.'
      : 'Your lease ended and the item went to somebody else, or to another tab of yours.',
    { field: 'token', fix: 'Take the next item.', detail: { yours, theirs: { status: item.status } } },
  )
}

/** Keeps an item for a few minutes more, for as long as its page is open. */
export const renewLease = async (
  actor: ProjectActor,
  id: string,
  token: number,
): Promise<{ until: Date }> => {
  const { leaseMinutes } = await getSettings(actor.projectId)
  const until = new Date(Date.now() + leaseMinutes * 60_000)
  const { count } = await db().reviewItem.updateMany({
    where: {
      id,
      projectId: actor.projectId,
      leaseUserId: personOf(actor),
      leaseToken: token,
      status: { in: ['pending', 'approval'] },
    },
    data: { leaseUntil: until },
  })
  if (count === 0) throw await lostLease(db(), actor, id)
  return { until }
}

/** Leaves an item to others; it is not offered to this person again. */
export const skipItem = (actor: ProjectActor, id: string, token: number): Promise<{ id: string }> =>
  transaction(async (tx) => {
    const userId = personOf(actor)
    const { count } = await tx.reviewItem.updateMany({
      where: { id, projectId: actor.projectId, leaseUserId: userId, leaseToken: token, status: 'pending' },
      data: { leaseUserId: null, leaseUntil: null, assignedToId: null, skippedBy: { push: userId } },
    })
    if (count === 0) throw await lostLease(tx, actor, id)
    await audit(tx, actor, { action: 'item.skipped', objectType: 'review-item', objectId: id })
    return { id }
  })
