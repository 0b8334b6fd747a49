import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { viewGold } from './list-gold'
import type { GoldView, NewGold } from './schema'

/** The answer that a settled item gives: what its reviewer said or, said with the gold item, something else. */
const answerOf = async (tx: Tx, projectId: string, { itemId, verdict, candidateIds, reasons }: NewGold) => {
  const item = await tx.reviewItem.findFirst({ where: { id: itemId, projectId, goldId: null } })
  if (!item) throw notFound('review item')
  if (item.status !== 'settled' || !item.decisionId)
    throw new ExemplarError('conflict', 'Only a settled item can be a gold item.', {
      field: 'itemId',
      fix: 'Decide on it first.',
    })
  const task = await tx.generationTask.findUniqueOrThrow({ where: { id: item.taskId } })
  if (task.requestedById !== null)
    throw new ExemplarError('conflict', 'What was made again for one person shows what it mends.', {
      field: 'itemId',
      fix: 'Take an item that came from a run.',
    })
  const decision = await tx.decision.findUniqueOrThrow({ where: { id: item.decisionId } })
  const settled = decision.candidateId === null ? 'reject' : 'accept'
  const answer = verdict ?? settled
  const own = answer === settled
  return {
    taskId: item.taskId,
    recordId: item.recordId,
    verdict: answer,
    candidateIds:
      answer === 'reject'
        ? []
        : (candidateIds ?? (own && decision.candidateId ? [decision.candidateId] : [])),
    reasons: answer === 'accept' ? [] : (reasons ?? (own ? decision.reasons : [])),
  }
}

const checkAnswer = async (
  tx: Tx,
  projectId: string,
  { taskId, candidateIds, reasons }: { taskId: string; candidateIds: string[]; reasons: string[] },
) => {
  if (
    (await tx.candidate.count({ where: { taskId, id: { in: candidateIds } } })) < new Set(candidateIds).size
  )
    throw new ExemplarError('bad-input', 'A candidate is not of this item.', { field: 'candidateIds' })
  const known = new Set((await getSettings(projectId, tx)).rejectReasons.map(({ key }) => key))
  const unknown = reasons.find((reason) => !known.has(reason))
  if (unknown)
    throw new ExemplarError('bad-input', `“${unknown}” is not one of the project’s reasons.`, {
      field: 'reasons',
      fix: `Use one of: ${[...known].join(', ')}.`,
    })
}

/** Makes a settled item a gold item. Doing it again gives it the answer named now. */
export const addGold = (actor: ProjectActor, input: NewGold): Promise<GoldView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    const { taskId, ...answer } = await answerOf(tx, projectId, input)
    await checkAnswer(tx, projectId, { taskId, ...answer })
    const told = { ...answer, note: input.note.trim(), retiredAt: null }
    const gold = await tx.goldItem.upsert({
      where: { taskId },
      create: { ...told, projectId, taskId, createdById: actor.userId },
      update: told,
    })
    await audit(tx, actor, {
      action: 'gold.added',
      objectType: 'gold-item',
      objectId: gold.id,
      detail: { itemId: input.itemId, verdict: gold.verdict },
    })
    return viewGold(projectId, gold, tx)
  })

/**
 * Makes gold items of what reviewers settled last: half of them accepted and half rejected, as far as there are, since
 * with uneven halves always giving one answer would look good.
 */
export const addReviewedGold = async (actor: ProjectActor, count: number): Promise<{ added: number }> => {
  requireRole(actor, 'admin')
  const settled = await db().$queryRaw<{ id: string }[]>`
    WITH reviewed AS (
      SELECT item.id, row_number() OVER (PARTITION BY decision."candidateId" IS NULL ORDER BY decision.id DESC) AS place
      FROM "Decision" decision JOIN "ReviewItem" item ON item."decisionId" = decision.id
        JOIN "GenerationTask" task ON task.id = item."taskId"
      WHERE decision."projectId" = ${actor.projectId}::uuid AND decision."actorKind" = 'reviewer'
        AND item.status = 'settled' AND item."goldId" IS NULL AND task."requestedById" IS NULL
        AND NOT EXISTS (SELECT 1 FROM "GoldItem" gold WHERE gold."taskId" = item."taskId")
    ) SELECT id FROM reviewed ORDER BY place, id LIMIT ${count}`
  for (const { id } of settled) await addGold(actor, { itemId: id, note: '' })
  return { added: settled.length }
}
