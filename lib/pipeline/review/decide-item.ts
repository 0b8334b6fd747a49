import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { applyJudgement } from './apply-judgement'
import { lostLease } from './hold-item'
import type { ItemView, Judgement } from './schema'
import { viewItem } from './view-item'

/**
 * A rater's decision on an item that they hold. The token is the fence: it counts up with every lease, so a decision
 * made under an older one cannot land after somebody else was handed the item. An expired lease that nobody took over
 * still decides.
 */
export const decideItem = (
  actor: ProjectActor,
  { id, token, judgement }: { id: string; token: number; judgement: Judgement },
): Promise<ItemView> =>
  transaction(async (tx) => {
    const [item] = await tx.reviewItem.updateManyAndReturn({
      where: {
        id,
        projectId: actor.projectId,
        status: 'pending',
        leaseUserId: personOf(actor),
        leaseToken: token,
      },
      data: { status: 'settled' },
    })
    if (!item) throw await lostLease(tx, actor, id, judgement)
    const [last] = await tx.decision.findMany({ where: { itemId: id }, orderBy: { id: 'desc' }, take: 1 })
    await applyJudgement(tx, actor, item, judgement, { leaseToken: token, supersedesId: last?.id ?? null })
    return viewItem(actor, id, tx)
  })
