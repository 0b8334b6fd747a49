import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { stages, type TypeYield, type YieldView } from './schema'

type StageCounts = Record<(typeof stages)[number], number>

/** One scan a table, over the index that begins with the project. */
const countStages = async (projectId: string): Promise<StageCounts> => {
  const [counts] = await db().$queryRaw<StageCounts[]>`
    SELECT images.images, images.captioned, seeds.seeds, exemplars.exemplars, pool.instructions, records.records,
      made.candidates, made.passed, made.kept, made.accepted, made.approved
    FROM
      (SELECT count(*)::int AS images, count(*) FILTER (WHERE "captionStatus" = 'confirmed')::int AS captioned
        FROM "SourceImage" WHERE "projectId" = ${projectId}::uuid AND "archivedAt" IS NULL) images,
      (SELECT count(*)::int AS seeds FROM "Seed"
        WHERE "projectId" = ${projectId}::uuid AND status <> 'draft') seeds,
      (SELECT count(*)::int AS exemplars FROM "Exemplar"
        WHERE "projectId" = ${projectId}::uuid AND "retiredAt" IS NULL) exemplars,
      (SELECT count(*)::int AS instructions FROM "PoolInstruction"
        WHERE "projectId" = ${projectId}::uuid AND "removedAt" IS NULL) pool,
      (SELECT count(*)::int AS records FROM "InstructionRecord"
        WHERE "projectId" = ${projectId}::uuid AND "removedAt" IS NULL) records,
      (SELECT count(*)::int AS candidates, count(*) FILTER (WHERE passed)::int AS passed,
          count(*) FILTER (WHERE kept)::int AS kept,
          count(*) FILTER (WHERE "sampleState" IN ('accepted', 'approved'))::int AS accepted,
          count(*) FILTER (WHERE "sampleState" = 'approved')::int AS approved
        FROM "Candidate" WHERE "projectId" = ${projectId}::uuid) made`
  if (!counts) throw new Error('a query without a table returned no row')
  return counts
}

/**
 * Items by what their standing decision says: an overturned acceptance is a rejection, an overturned rejection that
 * names a candidate an acceptance. Both have a candidate exactly when something was accepted.
 */
const yieldByType = (projectId: string): Promise<TypeYield[]> => db().$queryRaw<TypeYield[]>`
  WITH judged AS (
    SELECT record."editTypeId", count(*)::int AS judged,
      count(*) FILTER (WHERE decision."candidateId" IS NOT NULL)::int AS accepted
    FROM "ReviewItem" item
      JOIN "Decision" decision ON decision.id = item."decisionId"
      JOIN "InstructionRecord" record ON record.id = item."recordId"
    WHERE item."projectId" = ${projectId}::uuid AND item."goldId" IS NULL AND decision.verdict NOT IN ('fix', 'back')
    GROUP BY record."editTypeId"
  ), records AS (
    SELECT "editTypeId", count(*)::int AS records FROM "InstructionRecord"
    WHERE "projectId" = ${projectId}::uuid AND "removedAt" IS NULL GROUP BY "editTypeId"
  ), made AS (
    SELECT "editTypeId", count(*)::int AS candidates, count(*) FILTER (WHERE passed)::int AS passed
    FROM "Candidate" WHERE "projectId" = ${projectId}::uuid GROUP BY "editTypeId"
  )
  SELECT type.id AS "editTypeId", type.label, type."labelZh", coalesce(records.records, 0) AS records,
    coalesce(made.candidates, 0) AS candidates, coalesce(made.passed, 0) AS passed,
    coalesce(judged.judged, 0) AS judged, coalesce(judged.accepted, 0) AS accepted
  FROM "EditType" type
    LEFT JOIN records ON records."editTypeId" = type.id
    LEFT JOIN made ON made."editTypeId" = type.id
    LEFT JOIN judged ON judged."editTypeId" = type.id
  WHERE type."projectId" = ${projectId}::uuid
    AND (type."archivedAt" IS NULL OR records.records > 0 OR made.candidates > 0)
  ORDER BY type.position, type.id`

const countReasons = (projectId: string) => db().$queryRaw<{ reason: string; count: number }[]>`
  SELECT reason, count(*)::int AS count
  FROM "ReviewItem" item JOIN "Decision" decision ON decision.id = item."decisionId", unnest(decision.reasons) reason
  WHERE item."projectId" = ${projectId}::uuid AND item."goldId" IS NULL
    AND decision."candidateId" IS NULL AND decision.verdict NOT IN ('fix', 'back')
  GROUP BY reason ORDER BY count DESC, reason`

/** What every stage holds, what becomes of it by type, and why the rest was turned down. */
export const getYield = async (actor: ProjectActor): Promise<YieldView> => {
  requireRole(actor, 'admin')
  const { projectId } = actor
  const [counts, types, reasons, [again]] = await Promise.all([
    countStages(projectId),
    yieldByType(projectId),
    countReasons(projectId),
    db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM "ReviewItem" item JOIN "Decision" decision ON decision.id = item."decisionId"
      WHERE item."projectId" = ${projectId}::uuid AND item."goldId" IS NULL AND decision.verdict = 'fix'`,
  ])
  const sum = (field: 'judged' | 'accepted') => types.reduce((total, type) => total + type[field], 0)
  return {
    stages: stages.map((stage) => ({ stage, count: counts[stage] })),
    types,
    reasons,
    madeAgain: again?.count ?? 0,
    judged: sum('judged'),
    accepted: sum('accepted'),
  }
}
