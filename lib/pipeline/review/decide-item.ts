import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { applyJudgement } from './apply-judgement'
import { findReplayed } from './find-replayed'
import { lostLease } from './hold-item'
import type { ItemView, Judgement } from './schema'
import { viewItem } from './view-item'

export interface Decided {
  readonly id: string
  readonly token: number
  readonly clientId?: string | undefined
  readonly judgement: Judgement
}

/**
 * Takes an item out of the hands of who holds it, for a decision: one guarded statement. Whoever left the project, or
 * was shut out since the request came in, holds nothing any more. Returns for how long it was held, by the database's
 * clock; null where the lease is not theirs.
 */
const takeItem = async (tx: Tx, actor: ProjectActor, id: string, token: number): Promise<number | null> => {
  const userId = personOf(actor)
  const [taken] = await tx.$queryRaw<{ heldMs: number }[]>`
    UPDATE "ReviewItem" item SET "leaseUserId" = NULL, "leaseUntil" = NULL
    WHERE item.id = ${id}::uuid AND item."projectId" = ${actor.projectId}::uuid AND item.status = 'pending'
      AND item."leaseUserId" = ${userId}::uuid AND item."leaseToken" = ${token}
      AND EXISTS (SELECT 1 FROM "User" person WHERE person.id = ${userId}::uuid AND person."disabledAt" IS NULL
        AND (person."siteAdmin" OR EXISTS (SELECT 1 FROM "Membership" member
          WHERE member."projectId" = item."projectId" AND member."userId" = person.id)))
    RETURNING greatest(0, extract(epoch FROM now() - coalesce(item."leaseSince", now())) * 1000)::float8 AS "heldMs"`
  return taken?.heldMs ?? null
}

/**
 * A rater's decision on an item that they hold. The token is the fence: it counts up with every lease, so a decision
 * made under an older one cannot land after somebody else was handed the item. An expired lease that nobody took over
 * still decides. Sent again with the same client id, it answers the same and counts once.
 */
export const decideItem = (
  actor: ProjectActor,
  { id, token, clientId, judgement }: Decided,
): Promise<ItemView> =>
  transaction(async (tx) => {
    const replayed = () => findReplayed(tx, actor, clientId, judgement, { itemId: id })
    if (await replayed()) return viewItem(actor, id, tx)
    const heldMs = await takeItem(tx, actor, id, token)
    if (heldMs === null) {
      // The same decision may have landed while this one waited for the row.
      if (await replayed()) return viewItem(actor, id, tx)
      throw await lostLease(tx, actor, id, judgement)
    }
    const item = await tx.reviewItem.findUniqueOrThrow({ where: { id } })
    await applyJudgement(tx, actor, item, judgement, {
      leaseToken: token,
      supersedesId: item.decisionId,
      clientId: clientId ?? null,
      heldMs,
    })
    return viewItem(actor, id, tx)
  })
