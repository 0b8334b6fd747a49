import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'

interface Pace {
  waiting: number
  fixes: number
  today: number
  medianSeconds: number | null
  accepted: number
  overturned: number
}

/** Past this many the exact number of waiting items tells nobody more, and counting a million would take seconds. */
const countedAtMost = 1_000

/** What waits for a person, what they did today, and how their last hundred decisions fared. */
export const getPace = async (actor: ProjectActor): Promise<Pace> => {
  const userId = personOf(actor)
  const { projectId } = actor
  const [pace] = await db().$queryRaw<Pace[]>`
    WITH open AS (
      SELECT "assignedToId", "goldId" FROM "ReviewItem"
      WHERE "projectId" = ${projectId}::uuid AND status = 'pending'
        AND ("assignedToId" IS NULL OR "assignedToId" = ${userId}::uuid)
        AND NOT ${userId}::uuid = ANY("skippedBy") AND NOT ${userId}::uuid = ANY("judgedBy")
      ORDER BY priority, id LIMIT ${countedAtMost}
    ), today AS (
      SELECT "elapsedMs" FROM "Decision"
      WHERE "projectId" = ${projectId}::uuid AND "actorId" = ${userId}::uuid AND "createdAt" > now() - interval '24 hours'
        AND "createdAt" >= date_trunc('day', now())
    ), latest AS (
      SELECT decision.id, decision.verdict FROM "Decision" decision
      WHERE decision."projectId" = ${projectId}::uuid AND decision."actorId" = ${userId}::uuid AND decision."actorKind" = 'rater'
      ORDER BY decision.id DESC LIMIT 100
    )
    SELECT (SELECT count(*)::int FROM open) AS waiting,
      (SELECT count(*)::int FROM open WHERE "assignedToId" IS NOT NULL AND "goldId" IS NULL) AS fixes,
      (SELECT count(*)::int FROM today) AS today,
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY "elapsedMs") / 1000.0 FROM today)::float8 AS "medianSeconds",
      (SELECT count(*)::int FROM latest WHERE verdict IN ('accept', 'pick')) AS accepted,
      (SELECT count(*)::int FROM latest JOIN "Decision" later ON later."supersedesId" = latest.id
        WHERE later.verdict = 'overturn') AS overturned`
  if (!pace) throw new Error('an aggregate gave no row')
  return { ...pace, accepted: pace.accepted - pace.overturned }
}
