import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, personOf, requireRole } from '@/lib/platform/auth/actor'
import { db, Prisma } from '@/lib/platform/db'
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
 * Leases up to `ahead` items in one statement each: with find-then-update, 20 people at once get the same one. What a
 * person holds already is handed to them again, with a new token, so that a reloaded page goes on where it was and a
 * second tab fences the first.
 */
const lease = async (
  actor: ProjectActor,
  ahead: number,
  choose: (userId: string, count: number) => Prisma.Sql,
) => {
  const userId = personOf(actor)
  const { leaseMinutes } = await getSettings(actor.projectId)
  const claimed = await db().$queryRaw<Claimed[]>`
    UPDATE "ReviewItem" SET "leaseUserId" = ${userId}::uuid, "leaseToken" = "leaseToken" + 1,
      "leaseUntil" = now() + ${leaseMinutes} * interval '1 minute'
    WHERE id IN (${choose(userId, ahead)}) RETURNING id, "leaseUserId", "leaseToken", "leaseUntil"`
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

/** The next items for a rater: their own fixes first, then by priority and age; never one that they skipped. */
export const claimItems = (actor: ProjectActor, ahead: number): Promise<ItemView[]> =>
  lease(
    actor,
    ahead,
    (userId, count) => Prisma.sql`
      SELECT item.id FROM "ReviewItem" item
      WHERE item."projectId" = ${actor.projectId}::uuid AND item.status = 'pending'
        AND (item."assignedToId" IS NULL OR item."assignedToId" = ${userId}::uuid)
        AND NOT ${userId}::uuid = ANY(item."skippedBy") AND ${free(userId)}
      ORDER BY item.priority, item.id LIMIT ${count} FOR UPDATE SKIP LOCKED`,
  )

/** The next accepted items for a reviewer; somebody else's, unless the project allows self-review. */
export const claimApprovals = async (actor: ProjectActor, ahead: number): Promise<ItemView[]> => {
  requireRole(actor, 'reviewer')
  const { allowSelfReview } = await getSettings(actor.projectId)
  return lease(
    actor,
    ahead,
    (userId, count) => Prisma.sql`
      SELECT item.id FROM "ReviewItem" item
      WHERE item."projectId" = ${actor.projectId}::uuid AND item.status = 'approval' AND ${free(userId)}
        AND (${allowSelfReview} OR item."decidedById" IS DISTINCT FROM ${userId}::uuid)
      ORDER BY item.priority, item.id LIMIT ${count} FOR UPDATE SKIP LOCKED`,
  )
}
