import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, personOf, requireRole } from '@/lib/platform/auth/actor'
import { db, Prisma } from '@/lib/platform/db'
import { openLanes } from './open-lanes'
import type { ItemView } from './schema'
import { viewItems } from './view-item'

interface Claimed {
  id: string
  leaseUserId: string
  leaseToken: number
  leaseUntil: Date
}

const free = (userId: string) =>
  Prisma.sql`(item."leaseUntil" IS NULL OR item."leaseUntil" < now() OR item."leaseUserId" = ${userId}::uuid)`

/**
 * Leases up to `ahead` items in one statement: with find-then-update, 20 people at once get the same one. What a person
 * holds already is handed to them again, with a new token, so that a reloaded page goes on where it was and a second
 * tab fences the first. `chosen` is a query of ids that locks them.
 */
const lease = async (actor: ProjectActor, chosen: Prisma.Sql) => {
  const userId = personOf(actor)
  const { leaseMinutes } = await getSettings(actor.projectId)
  const claimed = await db().$queryRaw<Claimed[]>`
    WITH chosen AS MATERIALIZED (${chosen})
    UPDATE "ReviewItem" item SET "leaseUserId" = ${userId}::uuid, "leaseToken" = item."leaseToken" + 1,
      "leaseSince" = CASE WHEN item."leaseUserId" = ${userId}::uuid AND item."leaseUntil" > now()
        THEN item."leaseSince" ELSE now() END,
      "leaseUntil" = now() + ${leaseMinutes} * interval '1 minute'
    FROM chosen WHERE item.id = chosen.id
    RETURNING item.id, item."leaseUserId", item."leaseToken", item."leaseUntil"`
  const leases = new Map(claimed.map((lease) => [lease.id, lease]))
  const rows = await db().reviewItem.findMany({
    where: { id: { in: [...leases.keys()] } },
    orderBy: [{ priority: 'asc' }, { id: 'asc' }],
  })
  // The lease as this claim took it: by the time of the reading, the row may hold the next one's, and its token would
  // let two tabs decide under one fence.
  return viewItems(
    actor,
    rows.map((row) => ({ ...row, ...leases.get(row.id) })),
  )
}

/**
 * The next items for a rater: what is theirs first (fixes, what came back), then by priority and age, and at last what
 * they put off. Never what they skipped or judged already, nor what they wrote where that matters. Each part reads the head of an index that
 * ends in priority and id, so what a claim costs does not grow with what waits; only the heads are ever locked.
 */
export const claimItems = async (actor: ProjectActor, ahead: number): Promise<ItemView[]> => {
  const userId = personOf(actor)
  const { projectId } = actor
  const { allowSelfReview, review } = await getSettings(projectId)
  const lanes = await openLanes(actor)
  const own = (deferred: Prisma.Sql) => Prisma.sql`
    SELECT item.id FROM "ReviewItem" item
    WHERE item."projectId" = ${projectId}::uuid AND item."assignedToId" = ${userId}::uuid AND item.status = 'pending'
      AND ${deferred} AND ${free(userId)}
    ORDER BY item.priority, item.id LIMIT ${ahead} FOR UPDATE SKIP LOCKED`
  // Ordering by the column that is null throughout names the index's own order: PostgreSQL takes only “= constant”
  // for one, and would sort everything that waits.
  const shared = Prisma.sql`
    SELECT head.id FROM unnest(${lanes}::text[]) lane(tags) CROSS JOIN LATERAL (
      SELECT item.id, item.priority FROM "ReviewItem" item
      WHERE item."projectId" = ${projectId}::uuid AND item."assignedToId" IS NULL AND item.status = 'pending'
        AND item.lane = lane.tags AND ${free(userId)}
        AND NOT ${userId}::uuid = ANY(item."skippedBy") AND NOT ${userId}::uuid = ANY(item."judgedBy")
        AND (${allowSelfReview} OR item."authorId" IS DISTINCT FROM ${userId}::uuid
          OR (${review.authorsJudge} AND item.wanted = 1))
      ORDER BY item."assignedToId", item.priority, item.id LIMIT ${ahead} FOR UPDATE SKIP LOCKED
    ) head ORDER BY head.priority, head.id LIMIT ${ahead}`
  return lease(
    actor,
    Prisma.sql`
      SELECT next.id FROM (
        SELECT id FROM (${own(Prisma.sql`(item."deferredUntil" IS NULL OR item."deferredUntil" < now())`)}) mine
        UNION ALL SELECT id FROM (${shared}) shared
        UNION ALL SELECT id FROM (${own(Prisma.sql`item."deferredUntil" >= now()`)}) later
      ) next LIMIT ${ahead}`,
  )
}

/** The next items for a reviewer; what others wrote and decided, unless the project allows self-review. */
export const claimApprovals = async (actor: ProjectActor, ahead: number): Promise<ItemView[]> => {
  requireRole(actor, 'reviewer')
  const userId = personOf(actor)
  const { allowSelfReview } = await getSettings(actor.projectId)
  return lease(
    actor,
    Prisma.sql`
      SELECT item.id FROM "ReviewItem" item
      WHERE item."projectId" = ${actor.projectId}::uuid AND item.status = 'approval' AND ${free(userId)}
        AND (${allowSelfReview} OR (item."decidedById" IS DISTINCT FROM ${userId}::uuid
          AND item."authorId" IS DISTINCT FROM ${userId}::uuid AND NOT ${userId}::uuid = ANY(item."judgedBy")))
      ORDER BY item.priority, item.id LIMIT ${ahead} FOR UPDATE SKIP LOCKED`,
  )
}
