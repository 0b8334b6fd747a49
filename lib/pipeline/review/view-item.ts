import { type CandidateView, viewCandidates } from '@/lib/pipeline/generation'
import { getSettings } from '@/lib/pipeline/project'
import { blobPath } from '@/lib/platform/api/context'
import { hasRole, type ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, type Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { readDraft } from './read-draft'
import { type DecisionView, type ItemView, pin, ratings, reviewReasons } from './schema'
import { decisionsOn, opinionsAmong } from './standing-opinions'

type ItemRow = Prisma.ReviewItemGetPayload<Record<never, never>>
type DecisionRow = Prisma.DecisionGetPayload<Record<never, never>>

const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]))

export const viewDecisions = async (rows: readonly DecisionRow[], tx: Tx = db()): Promise<DecisionView[]> => {
  const people = rows.map((row) => row.actorId).filter((one) => one !== null)
  const userOf = byId(
    await tx.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } }),
  )
  return rows.map((row) => ({
    id: row.id,
    itemId: row.itemId,
    verdict: row.verdict,
    candidateId: row.candidateId,
    reasons: row.reasons,
    comment: row.comment,
    ratings: ratings.catch({}).parse(row.ratings),
    pins: pin.array().catch([]).parse(row.pins),
    flagged: row.flagged,
    actor: (row.actorId && userOf.get(row.actorId)) || null,
    actorKind: row.actorKind,
    elapsedMs: row.elapsedMs,
    createdAt: row.createdAt,
  }))
}

/** A candidate as somebody may see it who judges blind: in the state that their own decision put it into, if any. */
const maskState = (view: CandidateView, own: DecisionView | null): CandidateView => ({
  ...view,
  sampleState: own?.verdict === 'reject' ? 'rejected' : own?.candidateId === view.id ? 'accepted' : 'none',
})

interface Shown {
  /** Whether only their own decision may show. */
  readonly blind: boolean
  readonly status: ItemView['status']
  readonly decision: DecisionRow | null
  readonly opinions: DecisionRow[]
}

/**
 * What somebody may know of an item's decisions. Who judged it sees their own and what it would have come to on its
 * own, until a reviewer has spoken: whether others were asked, and whether it was a gold item, must not show.
 */
const showDecisions = (
  actor: ProjectActor,
  row: ItemRow,
  decisions: readonly DecisionRow[],
  requireApproval: boolean,
): Shown => {
  const standing = decisions.find(({ id }) => id === row.decisionId) ?? null
  const opinions = opinionsAmong(decisions)
  const own = opinions.findLast(({ actorId }) => actorId !== null && actorId === actor.userId)
  const reviews = hasRole(actor, 'reviewer')
  if (
    own &&
    standing?.actorKind !== 'reviewer' &&
    (own.id !== standing?.id || row.goldId !== null || !reviews)
  )
    return {
      blind: true,
      status: own.candidateId !== null && requireApproval ? 'approval' : 'settled',
      decision: own,
      opinions: [],
    }
  return {
    blind: row.goldId !== null,
    status: row.status,
    decision: standing,
    opinions: reviews && opinions.length > 1 ? opinions : [],
  }
}

/** A reason as it was stored, for who may know it. */
const reasonOf = (actor: ProjectActor, { reviewReason }: ItemRow) =>
  (hasRole(actor, 'reviewer') && reviewReasons.find((one) => one === reviewReason)) || null

/** The audience of an item that anybody may be handed. */
export const everybody = 'everybody'

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
  const itemIds = rows.map((row) => row.id)
  const [tasks, records, decisions, drafts, { requireApproval }] = await Promise.all([
    tx.generationTask.findMany({ where: { id: { in: taskIds } } }),
    tx.instructionRecord.findMany({ where: { id: { in: rows.map((row) => row.recordId) } } }),
    tx.decision.findMany({
      where: { itemId: { in: itemIds } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
    actor.userId === null
      ? []
      : tx.reviewDraft.findMany({ where: { userId: actor.userId, itemId: { in: itemIds } } }),
    getSettings(actor.projectId, tx),
  ])
  const shownOf = new Map(
    rows.map((row) => {
      const own = decisions.filter(({ itemId }) => itemId === row.id)
      return [row.id, showDecisions(actor, row, own, requireApproval)]
    }),
  )
  const shownDecisions = [...shownOf.values()].flatMap(({ decision, opinions }) =>
    decision ? [decision, ...opinions] : opinions,
  )
  const parentIds = tasks.map((task) => task.parentCandidateId).filter((one) => one !== null)
  const [candidates, types, images, decisionViews] = await Promise.all([
    tx.candidate.findMany({ where: { OR: [{ taskId: { in: taskIds } }, { id: { in: parentIds } }] } }),
    tx.editType.findMany({
      where: { id: { in: records.map((record) => record.editTypeId) } },
      select: { id: true, key: true, label: true },
    }),
    tx.sourceImage.findMany({ where: { id: { in: records.map((record) => record.sourceImageId) } } }),
    viewDecisions(shownDecisions, tx),
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
    const shown = shownOf.get(row.id)
    if (!task || !record || !image || !editType || !shown) return [] // withdrawn between the queries
    const own = views.filter((view) => view.taskId === row.taskId).sort(inOrder)
    const listed = task.requestedById === null ? own.filter((view) => view.kept) : own
    const mended = task.parentCandidateId ? viewOf.get(task.parentCandidateId) : undefined
    const frame = image.frameId ? frames.get(image.frameId) : undefined
    const { instruction, sourceCaption, targetCaption, editObject } = record
    const held = row.leaseUserId !== null && row.leaseUserId === actor.userId && row.leaseUntil !== null
    const decision = (shown.decision && decisionOf.get(shown.decision.id)) || null
    const draft = drafts.find(({ itemId }) => itemId === row.id)
    // Named one by one: what a row holds besides, such as whose gold item it is, must never reach a browser.
    return {
      id: row.id,
      status: shown.status,
      lease: held && row.leaseUntil ? { token: row.leaseToken, until: row.leaseUntil } : null,
      recordId: row.recordId,
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
      candidates: shown.blind ? listed.map((view) => maskState(view, decision)) : listed,
      parent: mended
        ? {
            itemId: row.parentItemId,
            instruction: mended.instruction,
            targetCaption: mended.targetCaption,
            candidate: mended,
          }
        : null,
      problem: task.error,
      decision,
      draft: held && draft ? readDraft(draft.content) : null,
      returned:
        row.status === 'pending' && decision?.verdict === 'back'
          ? { by: decision.actor?.name ?? '', comment: decision.comment, reasons: decision.reasons }
          : null,
      reviewReason: reasonOf(actor, row),
      opinions: shown.opinions.flatMap(({ id }) => decisionOf.get(id) ?? []),
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
  const own =
    row &&
    actor.userId !== null &&
    [row.leaseUserId, row.assignedToId, row.decidedById, ...row.judgedBy].includes(actor.userId)
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
  const item = await db().reviewItem.findUnique({
    where: { taskId_audience: { taskId: candidate.taskId, audience: everybody } },
    select: { id: true },
  })
  return item && viewItem(actor, item.id)
}

/** All decisions on an item; for who is not a reviewer, their own and what reviewers said. */
export const listDecisions = async (actor: ProjectActor, id: string): Promise<DecisionView[]> => {
  await getItem(actor, id)
  const rows = await decisionsOn(db(), id)
  const all = hasRole(actor, 'reviewer')
  return viewDecisions(rows.filter((row) => all || row.actorKind !== 'rater' || row.actorId === actor.userId))
}
