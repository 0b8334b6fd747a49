import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, personOf, requireRole } from '@/lib/platform/auth/actor'
import { db, Prisma } from '@/lib/platform/db'
import { admitRater } from './admit-rater'
import { mixGoldIn } from './hand-out-gold'
import { openLanes } from './open-lanes'
import type { ItemView } from './schema'
import { viewItems } from './view-item'

interface Claimed {
  id: string
  leaseUserId: string
  leaseToken: number
  leaseSince: Date
  leaseUntil: Date
  held: boolean
}

type ItemRow = Prisma.ReviewItemGetPayload<Record<never, never>>
type Settings = Awaited<ReturnType<typeof getSettings>>

const free = (userId: string) =>
  Prisma.sql`(item."leaseUntil" IS NULL OR item."leaseUntil" < now() OR item."leaseUserId" = ${userId}::uuid)`

/** Whether the person holds it already. */
const held = (userId: string) =>
  Prisma.sql`coalesce(item."leaseUserId" = ${userId}::uuid AND item."leaseUntil" >= now(), false) AS held`

/**
 * Leases what is chosen, in one statement: with find-then-update, 20 people at once get the same item. What a person
 * holds already is handed to them again, with a new token, so that a reloaded page goes on where it was and a second
 * tab fences the first. `chosen` is a query of ids, and whether they are held, that locks them.
 */
const lease = async (actor: ProjectActor, { leaseMinutes }: Settings, chosen: Prisma.Sql) => {
  const userId = personOf(actor)
  const claimed = await db().$queryRaw<Claimed[]>`
    WITH chosen AS MATERIALIZED (${chosen})
    UPDATE "ReviewItem" item SET "leaseUserId" = ${userId}::uuid, "leaseToken" = item."leaseToken" + 1,
      "leaseSince" = CASE WHEN chosen.held THEN item."leaseSince" ELSE now() END,
      "leaseUntil" = now() + ${leaseMinutes} * interval '1 minute'
    FROM chosen WHERE item.id = chosen.id
    RETURNING item.id, item."leaseUserId", item."leaseToken", item."leaseSince", item."leaseUntil", chosen.held`
  const leases = new Map(claimed.map((lease) => [lease.id, lease]))
  const rows = await db().reviewItem.findMany({
    where: { id: { in: [...leases.keys()] } },
    orderBy: [{ priority: 'asc' }, { id: 'asc' }],
  })
  return {
    // The lease as this claim took it: by the time of the reading, the row may hold the next one's, and its token
    // would let two tabs decide under one fence.
    rows: rows.map((row): ItemRow => {
      const { held: _, ...lease } = leases.get(row.id) ?? { held: false }
      return { ...row, ...lease }
    }),
    fresh: new Set(claimed.flatMap(({ id, held }) => (held ? [] : [id]))),
  }
}

/** What is one person's alone: fixes that came back, what they put off, gold items. */
const assigned = (actor: ProjectActor, ahead: number, which: Prisma.Sql) => {
  const userId = personOf(actor)
  return Prisma.sql`
    SELECT item.id, ${held(userId)} FROM "ReviewItem" item
    WHERE item."projectId" = ${actor.projectId}::uuid AND item."assignedToId" = ${userId}::uuid
      AND item.status = 'pending' AND ${which} AND ${free(userId)}
    ORDER BY item.priority, item.id LIMIT ${ahead} FOR UPDATE SKIP LOCKED`
}

/**
 * What anybody may judge who has the tags. Ordering by the column that is null throughout names the index's own order:
 * PostgreSQL takes only “= constant” for one, and would sort everything that waits.
 */
const shared = (actor: ProjectActor, ahead: number, lanes: readonly string[], settings: Settings) => {
  const userId = personOf(actor)
  return Prisma.sql`
    SELECT head.id, head.held FROM unnest(${lanes}::text[]) lane(tags) CROSS JOIN LATERAL (
      SELECT item.id, item.priority, ${held(userId)} FROM "ReviewItem" item
      WHERE item."projectId" = ${actor.projectId}::uuid AND item."assignedToId" IS NULL AND item.status = 'pending'
        AND item.lane = lane.tags AND ${free(userId)}
        AND NOT ${userId}::uuid = ANY(item."skippedBy") AND NOT ${userId}::uuid = ANY(item."judgedBy")
        AND (${settings.allowSelfReview} OR item."authorId" IS DISTINCT FROM ${userId}::uuid
          OR (${settings.review.authorsJudge} AND item.wanted = 1))
      ORDER BY item."assignedToId", item.priority, item.id LIMIT ${ahead} FOR UPDATE SKIP LOCKED
    ) head ORDER BY head.priority, head.id LIMIT ${ahead}`
}

/**
 * The next items for a rater: what is theirs first (fixes, what came back), then by priority and age, and at last what
 * they put off. Never what they skipped or judged already, nor what they wrote where that matters. Each part reads the
 * head of an index that ends in priority and id, so what a claim costs does not grow with what waits; only the heads
 * are ever locked. A share of what they get are gold items; in the quiz all are.
 */
export const claimItems = async (actor: ProjectActor, ahead: number): Promise<ItemView[]> => {
  const settings = await getSettings(actor.projectId)
  const { stage, room } = await admitRater(actor, settings)
  const count = Math.min(ahead, room)
  if (stage === 'quiz') {
    const { rows } = await lease(
      actor,
      settings,
      assigned(actor, count, Prisma.sql`item."goldId" IS NOT NULL`),
    )
    return viewItems(actor, rows)
  }
  const due = Prisma.sql`(item."deferredUntil" IS NULL OR item."deferredUntil" < now())`
  const { rows, fresh } = await lease(
    actor,
    settings,
    Prisma.sql`
      SELECT next.id, next.held FROM (
        SELECT id, held FROM (${assigned(actor, count, due)}) mine
        UNION ALL SELECT id, held FROM (${shared(actor, count, await openLanes(actor), settings)}) shared
        UNION ALL SELECT id, held FROM (${assigned(actor, count, Prisma.sql`item."deferredUntil" >= now()`)}) later
      ) next LIMIT ${count}`,
  )
  return viewItems(actor, await mixGoldIn(actor, rows, fresh, settings.review.goldShare))
}

/** The next items for a reviewer; what others wrote and decided, unless the project allows self-review. */
export const claimApprovals = async (actor: ProjectActor, ahead: number): Promise<ItemView[]> => {
  requireRole(actor, 'reviewer')
  const userId = personOf(actor)
  const settings = await getSettings(actor.projectId)
  const { rows } = await lease(
    actor,
    settings,
    Prisma.sql`
      SELECT item.id, ${held(userId)} FROM "ReviewItem" item
      WHERE item."projectId" = ${actor.projectId}::uuid AND item.status = 'approval' AND ${free(userId)}
        AND (${settings.allowSelfReview} OR (item."decidedById" IS DISTINCT FROM ${userId}::uuid
          AND item."authorId" IS DISTINCT FROM ${userId}::uuid AND NOT ${userId}::uuid = ANY(item."judgedBy")))
      ORDER BY item.priority, item.id LIMIT ${ahead} FOR UPDATE SKIP LOCKED`,
  )
  return viewItems(actor, rows)
}
