import type { Prisma, Tx } from '@/lib/platform/db'

type DecisionRow = Prisma.DecisionGetPayload<Record<never, never>>

/** Of all decisions on an item, in order: what each rater says by now, since it last went back to its author. */
export const opinionsAmong = (decisions: readonly DecisionRow[]): DecisionRow[] => {
  const back = decisions.findLastIndex(({ verdict }) => verdict === 'back')
  const since = decisions.slice(back + 1)
  const changed = new Set(since.map(({ supersedesId }) => supersedesId))
  return since.filter(({ id, actorKind }) => actorKind === 'rater' && !changed.has(id))
}

/** All decisions on an item in the order in which they were made. */
export const decisionsOn = (tx: Tx, itemId: string): Promise<DecisionRow[]> =>
  tx.decision.findMany({ where: { itemId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
