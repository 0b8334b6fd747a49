import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { applyJudgement } from './apply-judgement'
import type { ItemView, Judgement } from './schema'
import { viewItem } from './view-item'

const editableDecisions = 10

/** The person's own last ten decisions, newest first, without those that they changed since. */
export const lastDecisions = async (tx: Tx, actor: ProjectActor) => {
  const rows = await tx.decision.findMany({
    where: { projectId: actor.projectId, actorId: personOf(actor), actorKind: 'rater' },
    include: { item: true },
    orderBy: { id: 'desc' },
    take: editableDecisions * 4,
  })
  const changed = new Set(rows.map((row) => row.supersedesId))
  return rows.filter((row) => !changed.has(row.id)).slice(0, editableDecisions)
}

/** A fix that is taken back: what it made, or would have made, is judged by nobody. */
const withdrawFix = async (tx: Tx, taskId: string) => {
  await tx.generationTask.updateMany({
    where: { id: taskId, status: { in: ['pending', 'queued', 'running'] } },
    data: { status: 'cancelled', finishedAt: new Date() },
  })
  const decided = await tx.reviewItem.count({ where: { taskId, status: { notIn: ['pending', 'void'] } } })
  if (decided > 0)
    throw new ExemplarError('conflict', 'What was made again has been judged already.', {
      fix: 'Change that decision instead.',
    })
  await tx.reviewItem.updateMany({ where: { taskId, status: 'pending' }, data: { status: 'void' } })
}

/**
 * Takes the place of one of the person's last ten decisions. The old one stays on record, superseded; until this lands
 * it stands, so nothing is lost when the page is closed half-way.
 */
export const changeDecision = (
  actor: ProjectActor,
  { id, judgement }: { id: string; judgement: Judgement },
): Promise<ItemView> =>
  transaction(async (tx) => {
    const old = (await lastDecisions(tx, actor)).find((one) => one.id === id && one.item.decisionId === id)
    if (!old) {
      const exists = await tx.decision.count({
        where: { id, projectId: actor.projectId, actorId: actor.userId },
      })
      if (exists === 0) throw notFound('decision')
      throw new ExemplarError(
        'conflict',
        'Only your last ten decisions can be changed, until a reviewer has decided.',
        {
          fix: 'Ask a reviewer to overturn it.',
        },
      )
    }
    const [item] = await tx.reviewItem.updateManyAndReturn({
      where: { id: old.itemId, decisionId: id, status: { in: ['approval', 'settled'] } },
      data: { decidedById: actor.userId },
    })
    if (!item)
      throw new ExemplarError('conflict', 'Somebody has decided on this item since.', { fix: 'Reload it.' })
    const fix = old.fix as { taskId?: string } | null
    if (fix?.taskId) await withdrawFix(tx, fix.taskId)
    await applyJudgement(tx, actor, item, judgement, { leaseToken: null, supersedesId: id })
    return viewItem(actor, item.id, tx)
  })
