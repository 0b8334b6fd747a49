import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { CaptionTask } from './schema'
import { viewImage } from './view-image'

/**
 * Leases the next images that wait for a caption, so that the one after the next is there before it is asked for.
 * What this person holds already comes first; `except` are those that they passed over. One statement: find-then-update
 * would hand one image to several people.
 */
export const claimCaptions = async (
  actor: ProjectActor,
  { limit, except }: { limit: number; except: readonly string[] },
): Promise<CaptionTask[]> => {
  const userId = personOf(actor)
  const { leaseMinutes } = await getSettings(actor.projectId)
  const claimed = await db().$queryRaw<{ id: string }[]>`
    UPDATE "SourceImage" SET "leaseUntil" = now() + ${leaseMinutes} * interval '1 minute',
      "leaseToken" = "leaseToken" + CASE WHEN "leaseUserId" = ${userId}::uuid AND "leaseUntil" > now() THEN 0 ELSE 1 END,
      "leaseUserId" = ${userId}::uuid
    WHERE id IN (
      SELECT id FROM "SourceImage"
      WHERE "projectId" = ${actor.projectId}::uuid AND "captionStatus" IN ('missing', 'draft')
        AND "archivedAt" IS NULL AND id <> ALL(${[...except]}::uuid[])
        AND ("leaseUserId" IS NULL OR "leaseUntil" < now() OR "leaseUserId" = ${userId}::uuid)
      ORDER BY "leaseUserId" = ${userId}::uuid DESC NULLS LAST, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) RETURNING id`
  const rows = await db().sourceImage.findMany({
    where: { id: { in: claimed.map((row) => row.id) } },
    orderBy: { id: 'asc' },
  })
  return rows.flatMap((row) =>
    row.leaseUntil ? { ...viewImage(row), leaseToken: row.leaseToken, leaseUntil: row.leaseUntil } : [],
  )
}
