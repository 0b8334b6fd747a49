import { type CandidateView, viewCandidates } from '@/lib/pipeline/generation'
import { blobPath } from '@/lib/platform/api/context'
import { hasRole, type ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, type Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import type { DecisionView, ItemView } from './schema'

type ItemRow = Prisma.ReviewItemGetPayload<Record<never, never>>
type DecisionRow = Prisma.DecisionGetPayload<Record<never, never>>

const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]))

export const viewDecisions = async (rows: readonly DecisionRow[], tx: Tx = db()): Promise<DecisionView[]> => {
  const people = rows.map((row) => row.actorId).filter((one) => one !== null)
  const userOf = byId(
    await tx.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } }),
  )
  return rows.map((row) => ({ ...row, actor: (row.actorId && userOf.get(row.actorId)) || null }))
}

/** Best first: by rank, then what the filter did not pass, by number. */
const inOrder = (a: CandidateView, b: CandidateView) =>
  (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER) || a.index - b.index

/** What the API answers, in a fixed number of queries. A lease is shown to its holder only. */
export const viewItems = async (
  actor: ProjectActor,
  rows: readonly ItemRow[],
  tx: Tx = db(),
): Promise<ItemView[]> => {
  const taskIds = rows.map((row) => row.taskId)
  const [tasks, records, decisions] = await Promise.all([
    tx.generationTask.findMany({ where: { id: { in: taskIds } } }),
    tx.instructionRecord.findMany({ where: { id: { in: rows.map((row) => row.recordId) } } }),
    tx.decision.findMany({
      where: { id: { in: rows.map((row) => row.decisionId).filter((one) => one !== null) } },
    }),
  ])
  const parentIds = tasks.map((task) => task.parentCandidateId).filter((one) => one !== null)
  const [candidates, types, images, decisionViews] = await Promise.all([
    tx.candidate.findMany({ where: { OR: [{ taskId: { in: taskIds } }, { id: { in: parentIds } }] } }),
    tx.editType.findMany({
      where: { id: { in: records.map((record) => record.editTypeId) } },
      select: { id: true, key: true, label: true },
    }),
    tx.sourceImage.findMany({ where: { id: { in: records.map((record) => record.sourceImageId) } } }),
    viewDecisions(decisions, tx),
  ])
  const views = await viewCandidates(candidates, tx)
  const frames = byId(
    await tx.frame.findMany({
      where: { id: { in: images.map((image) => image.frameId).filter((one) => one !== null) } },
    }),
  )
  const [taskOf, recordOf, typeOf, imageOf, decisionOf, viewOf] = [
    byId(tasks),
    byId(records),
    byId(types),
    byId(images),
    byId(decisionViews),
    byId(views),
  ]
  return rows.flatMap((row) => {
    const task = taskOf.get(row.taskId)
    const record = recordOf.get(row.recordId)
    const image = record && imageOf.get(record.sourceImageId)
    const editType = record && typeOf.get(record.editTypeId)
    if (!task || !record || !image || !editType) return [] // withdrawn between the queries
    const own = views.filter((view) => view.taskId === row.taskId).sort(inOrder)
    const shown = task.requestedById === null ? own.filter((view) => view.kept) : own
    const mended = task.parentCandidateId ? viewOf.get(task.parentCandidateId) : undefined
    const frame = image.frameId ? frames.get(image.frameId) : undefined
    const { instruction, sourceCaption, targetCaption, editObject } = record
    const held = row.leaseUserId !== null && row.leaseUserId === actor.userId && row.leaseUntil !== null
    return {
      ...row,
      lease: held && row.leaseUntil ? { token: row.leaseToken, until: row.leaseUntil } : null,
      imageId: image.id,
      frameId: own[0]?.frameId ?? image.frameId,
      regionId: record.regionId,
      instruction,
      sourceCaption,
      targetCaption,
      editObject,
      editType,
      turn: image.turn,
      anchorUrl: own[0]?.anchorUrl ?? (frame?.sha256 ? blobPath(row.projectId, frame.sha256) : null),
      candidates: shown,
      parent: mended
        ? {
            itemId: row.parentItemId,
            instruction: mended.instruction,
            targetCaption: mended.targetCaption,
            candidate: mended,
          }
        : null,
      problem: task.error,
      decision: (row.decisionId && decisionOf.get(row.decisionId)) || null,
    }
  })
}

export const viewItem = async (actor: ProjectActor, id: string, tx: Tx = db()): Promise<ItemView> => {
  const row = await tx.reviewItem.findFirst({ where: { id, projectId: actor.projectId } })
  const [view] = row ? await viewItems(actor, [row], tx) : []
  if (!view) throw notFound('review item')
  return view
}

/** An item as somebody may look it up: their own to judge or judged by them, or any as a reviewer. */
export const getItem = async (actor: ProjectActor, id: string): Promise<ItemView> => {
  const row = await db().reviewItem.findFirst({ where: { id, projectId: actor.projectId } })
  const own = row && [row.leaseUserId, row.assignedToId, row.decidedById].includes(actor.userId)
  if (!row || (!own && !hasRole(actor, 'reviewer'))) throw notFound('review item')
  return viewItem(actor, id)
}

/** The item that a candidate is judged in; null while its record has none. */
export const findItemOf = async (actor: ProjectActor, candidateId: string): Promise<ItemView | null> => {
  const { projectId } = actor
  const candidate = await db().candidate.findFirst({
    where: { id: candidateId, projectId },
    select: { taskId: true },
  })
  if (!candidate) throw notFound('candidate')
  const item = await db().reviewItem.findUnique({ where: { taskId: candidate.taskId }, select: { id: true } })
  return item && viewItem(actor, item.id)
}
