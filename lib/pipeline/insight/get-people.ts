import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { PersonWork } from './schema'

/**
 * What each person did in the project, former members too. A decision that its own author changed counts once, as it was
 * changed to; one that a reviewer overturned stays its author's, and counts as overturned.
 */
export const getPeople = (actor: ProjectActor): Promise<PersonWork[]> => {
  requireRole(actor, 'admin')
  const { projectId } = actor
  return db().$queryRaw<PersonWork[]>`
    WITH decided AS (
      SELECT own."actorId" AS id, count(*)::int AS decisions,
        count(*) FILTER (WHERE own.verdict IN ('accept', 'pick'))::int AS accepted,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY own."elapsedMs") AS "medianMs",
        count(*) FILTER (WHERE later.verdict IN ('approve', 'overturn'))::int AS reviewed,
        count(*) FILTER (WHERE later.verdict = 'overturn')::int AS overturned
      FROM "Decision" own LEFT JOIN "Decision" later ON later."supersedesId" = own.id
      WHERE own."projectId" = ${projectId}::uuid AND own."actorKind" = 'rater' AND own."actorId" IS NOT NULL
        AND (later.id IS NULL OR later."actorKind" = 'reviewer')
      GROUP BY own."actorId"
    ), wrote AS (
      SELECT "authorId" AS id, count(*)::int AS seeds,
        count(*) FILTER (WHERE status = 'approved')::int AS "seedsApproved"
      FROM "Seed" WHERE "projectId" = ${projectId}::uuid AND status <> 'draft' AND "authorId" IS NOT NULL
      GROUP BY "authorId"
    )
    SELECT person.id, person.name, coalesce(seeds, 0) AS seeds, coalesce("seedsApproved", 0) AS "seedsApproved",
      coalesce(decisions, 0) AS decisions, coalesce(accepted, 0) AS accepted, "medianMs",
      coalesce(reviewed, 0) AS reviewed, coalesce(overturned, 0) AS overturned
    FROM decided FULL JOIN wrote USING (id) JOIN "User" person USING (id)
    ORDER BY coalesce(decisions, 0) + coalesce(seeds, 0) DESC, person.name LIMIT 200`
}
