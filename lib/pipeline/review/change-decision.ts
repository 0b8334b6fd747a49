import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { applyJudgement } from './apply-judgement'
import { findReplayed } from './find-replayed'
import type { ItemView, Judgement } from './schema'
import { viewItem } from './view-item'

const editableDecisions = 10

/**
 * The person's own last ten decisions, newest first, without those that they changed since. Each may be changed until a
 * reviewer has had a word on its item.
 */
export const lastDecisions = async (tx: Tx, actor: ProjectActor) => {
  const rows = await tx.decision.findMany({
    where: { projectId: actor.projectId, actorId: personOf(actor), actorKind: 'rater' },
    include: { item: true },
    orderBy: { id: 'desc' },
    take: editableDecisions * 4,
  })
  const changed = new Set(rows.map((row) => row.supersedesId))
  const own = rows.filter((row) => !changed.has(row.id)).slice(0, editableDecisions)
  const reviewed = await tx.decision.findMany({
    where: { itemId: { in: own.map(({ itemId }) => itemId) }, actorKind: 'reviewer' },
    select: { itemId: true, createdAt: true },
  })
  const isFinal = (row: (typeof own)[number]) =>
    row.item.status === 'void' ||
    reviewed.some(({ itemId, createdAt }) => itemId === row.itemId && createdAt >= row.createdAt)
  return own.map((row) => ({ ...row, editable: !isFinal(row) }))
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

export interface Changed {
  readonly id: string
  readonly clientId?: string | undefined
  readonly judgement: Judgement
}

/**
 * Takes the place of one of the person's last ten decisions. The old one stays on record, superseded; until this lands
 * it stands, so nothing is lost when the page is closed half-way.
 */
export const changeDecision = (
  actor: ProjectActor,
  { id, clientId, judgement }: Changed,
): Promise<ItemView> =>
  transaction(async (tx) => {
    const replayed = await findReplayed(tx, actor, clientId, judgement, { supersedesId: id })
    if (replayed) return viewItem(actor, replayed, tx)
    const old = (await lastDecisions(tx, actor)).find((one) => one.id === id && one.editable)
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
      where: { id: old.itemId, decisionId: old.item.decisionId, status: { not: 'void' } },
      data: { audience: old.item.audience }, // nothing changes: it locks the row against a reviewer's word
    })
    if (!item)
      throw new ExemplarError('conflict', 'Somebody has decided on this item since.', {
        fix: 'Reload it.',
        detail: { yours: judgement, theirs: await viewItem(actor, old.itemId, tx) },
      })
    const fix = old.fix as { taskId?: string } | null
    if (fix?.taskId) await withdrawFix(tx, fix.taskId)
    await applyJudgement(tx, actor, item, judgement, {
      leaseToken: null,
      supersedesId: id,
      clientId: clientId ?? null,
      heldMs: Math.max(0, Date.now() - old.createdAt.getTime()),
    })
    return viewItem(actor, item.id, tx)
  })
