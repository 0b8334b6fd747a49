import { blobPath } from '@/lib/platform/api/context'
import { before, toPage } from '@/lib/platform/api/paging'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import type { GoldView } from './schema'
import { everybody } from './view-item'

type GoldRow = Prisma.GoldItemGetPayload<Record<never, never>>

const viewGolds = async (projectId: string, rows: readonly GoldRow[], tx: Tx): Promise<GoldView[]> => {
  const taskIds = rows.map(({ taskId }) => taskId)
  const [records, candidates, items, counts] = await Promise.all([
    tx.instructionRecord.findMany({
      where: { id: { in: rows.map(({ recordId }) => recordId) } },
      select: { id: true, instruction: true },
    }),
    tx.candidate.findMany({
      where: { taskId: { in: taskIds } },
      select: { id: true, taskId: true, thumbSha: true },
      orderBy: { rank: { sort: 'asc', nulls: 'last' } },
    }),
    tx.reviewItem.findMany({
      where: { taskId: { in: taskIds }, audience: everybody },
      select: { id: true, taskId: true },
    }),
    tx.$queryRaw<{ goldId: string; answers: number; right: number; flagged: number }[]>`
      SELECT given."goldId", count(*) FILTER (WHERE own."goldRight" IS NOT NULL)::int AS answers,
        count(*) FILTER (WHERE own."goldRight")::int AS right, count(*) FILTER (WHERE own.flagged)::int AS flagged
      FROM "ReviewItem" given JOIN "Decision" own ON own."itemId" = given.id
      WHERE given."goldId" = ANY(${rows.map(({ id }) => id)}::uuid[]) GROUP BY given."goldId"`,
  ])
  return rows.map((row) => {
    const own = candidates.filter(({ taskId }) => taskId === row.taskId)
    const shown = own.find(({ id }) => row.candidateIds.includes(id)) ?? own[0]
    const counted = counts.find(({ goldId }) => goldId === row.id)
    return {
      id: row.id,
      itemId: items.find(({ taskId }) => taskId === row.taskId)?.id ?? null,
      instruction: records.find(({ id }) => id === row.recordId)?.instruction ?? '',
      thumbUrl: shown ? blobPath(projectId, shown.thumbSha) : null,
      verdict: row.verdict === 'accept' ? 'accept' : 'reject',
      candidateIds: row.candidateIds,
      reasons: row.reasons,
      note: row.note,
      answers: counted?.answers ?? 0,
      right: counted?.right ?? 0,
      flagged: counted?.flagged ?? 0,
      retired: row.retiredAt !== null,
      createdAt: row.createdAt,
    }
  })
}

export const viewGold = async (projectId: string, row: GoldRow, tx: Tx): Promise<GoldView> => {
  const [view] = await viewGolds(projectId, [row], tx)
  if (!view) throw notFound('gold item')
  return view
}

/** The gold items of a project with how people answered them, newest first. */
export const listGold = async (
  actor: ProjectActor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: GoldView[]; next: string | null }> => {
  requireRole(actor, 'admin')
  const rows = await db().goldItem.findMany({
    where: { projectId: actor.projectId, ...before(cursor) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { items: await viewGolds(actor.projectId, page.items, db()), next: page.next }
}

/** Hands a gold item out no more, or again. Who holds it already still answers it. */
export const retireGold = (
  actor: ProjectActor,
  { id, retired }: { id: string; retired: boolean },
): Promise<GoldView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const [row] = await tx.goldItem.updateManyAndReturn({
      where: { id, projectId: actor.projectId },
      data: { retiredAt: retired ? new Date() : null },
    })
    if (!row) throw notFound('gold item')
    await audit(tx, actor, {
      action: retired ? 'gold.retired' : 'gold.restored',
      objectType: 'gold-item',
      objectId: id,
    })
    return viewGold(actor.projectId, row, tx)
  })
