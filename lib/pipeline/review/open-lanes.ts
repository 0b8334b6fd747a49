import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'

interface Lane {
  lane: string
}

/**
 * The lanes that a person may judge: those whose every tag they have. Which lanes there are is read by hopping through
 * the index from one to the next, so it costs one look-up a lane and not one an item.
 */
export const openLanes = async (actor: ProjectActor): Promise<string[]> => {
  const { projectId } = actor
  const [lanes, member] = await Promise.all([
    db().$queryRaw<Lane[]>`
      WITH RECURSIVE lane AS (
        (SELECT item.lane FROM "ReviewItem" item
          WHERE item."projectId" = ${projectId}::uuid AND item."assignedToId" IS NULL AND item.status = 'pending'
          ORDER BY item."assignedToId", item.lane LIMIT 1)
        UNION ALL
        SELECT (SELECT item.lane FROM "ReviewItem" item
          WHERE item."projectId" = ${projectId}::uuid AND item."assignedToId" IS NULL AND item.status = 'pending'
            AND item.lane > lane.lane
          ORDER BY item."assignedToId", item.lane LIMIT 1)
        FROM lane WHERE lane.lane IS NOT NULL
      ) SELECT lane FROM lane WHERE lane IS NOT NULL`,
    db().membership.findUnique({
      where: { projectId_userId: { projectId, userId: personOf(actor) } },
      select: { tags: true },
    }),
  ])
  const has = new Set(member?.tags ?? [])
  return lanes.flatMap(({ lane }) =>
    lane.split(' ').every((tag) => tag === '' || has.has(tag)) ? [lane] : [],
  )
}
