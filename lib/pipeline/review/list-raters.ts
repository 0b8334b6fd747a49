import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { wilson } from './quality/wilson'
import { moveRater, stageOf } from './rater-stage'
import { pauseReasons, type RaterView, type Stage } from './schema'

const goldOf = (projectId: string, userIds: readonly string[]) =>
  db().$queryRaw<{ id: string; answers: number; right: number; left: number }[]>`
    SELECT person.id,
      (SELECT count(*)::int FROM "Decision" own WHERE own."projectId" = ${projectId}::uuid
        AND own."actorId" = person.id AND own."goldRight" IS NOT NULL) AS answers,
      (SELECT count(*)::int FROM "Decision" own WHERE own."projectId" = ${projectId}::uuid
        AND own."actorId" = person.id AND own."goldRight") AS right,
      (SELECT count(*)::int FROM "GoldItem" gold WHERE gold."projectId" = ${projectId}::uuid AND gold."retiredAt" IS NULL
        AND NOT EXISTS (SELECT 1 FROM "ReviewItem" given
          WHERE given."taskId" = gold."taskId" AND given.audience = person.id::text)) AS left
    FROM unnest(${userIds}::uuid[]) person(id)`

const viewRaters = async (actor: ProjectActor, where: object, limit: number): Promise<RaterView[]> => {
  const { projectId } = actor
  const [settings, members] = await Promise.all([
    getSettings(projectId),
    db().membership.findMany({
      where: { projectId, ...where },
      include: { user: { select: { name: true } } },
      orderBy: { userId: 'asc' },
      take: limit,
    }),
  ])
  const ids = members.map(({ userId }) => userId)
  const [raters, golds] = await Promise.all([
    db().rater.findMany({ where: { projectId, userId: { in: ids } } }),
    goldOf(projectId, ids),
  ])
  return members.map(({ userId, user, role, tags, dailyLimit }) => {
    const rater = raters.find((one) => one.userId === userId) ?? null
    const gold = golds.find(({ id }) => id === userId)
    const stage = stageOf({ ...actor, role, userId }, rater, settings)
    const share = wilson(gold?.right ?? 0, gold?.answers ?? 0)
    return {
      id: userId,
      name: user.name,
      role,
      stage,
      stageSince: rater?.stageSince ?? null,
      pausedReason: pauseReasons.find((one) => stage === 'paused' && one === rater?.pausedReason) ?? null,
      pauseNote: stage === 'paused' ? (rater?.pauseNote ?? null) : null,
      tags,
      dailyLimit,
      goldLeft: gold?.left ?? 0,
      accuracy: share && gold ? { right: gold.right, of: gold.answers, ...share } : null,
    }
  })
}

/** The members of a project as people who judge; those who have an account the longest first. */
export const listRaters = async (
  actor: ProjectActor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: RaterView[]; next: string | null }> => {
  requireRole(actor, 'admin')
  const rows = await viewRaters(actor, cursor ? { userId: { gt: cursor } } : {}, limit + 1)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** An admin's word on where somebody stands: paused, let on, or back to the beginning. */
export const changeStage = async (
  actor: ProjectActor,
  { id, to, note }: { id: string; to: Stage; note?: string | undefined },
): Promise<RaterView> => {
  requireRole(actor, 'admin')
  const { projectId } = actor
  await transaction(async (tx) => {
    if (!(await tx.membership.count({ where: { projectId, userId: id } }))) throw notFound('member')
    await moveRater(tx, projectId, id, { to, note, by: actor, ...(to === 'paused' && { reason: 'admin' }) })
  })
  const [view] = await viewRaters(actor, { userId: id }, 1)
  if (!view) throw notFound('member')
  return view
}
