import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { LineCounts } from './schema'

/**
 * What waits at each stage, for the rail. Counted over indexes of what is open; those that grow with the project,
 * pool, records and what waits to be judged, stop counting at `most`. The rail stands left of the line but shows all of it, so this one query
 * reads other stages' tables and changes none.
 */
const most = 100_000

type Row = Omit<LineCounts, 'active'> & Record<'importing' | 'expanding' | 'running' | 'exporting', boolean>

export const countLine = async ({ projectId }: ProjectActor): Promise<LineCounts> => {
  const [row] = await db().$queryRaw<Row[]>`
    WITH project AS (SELECT ${projectId}::uuid AS id)
    SELECT
      (SELECT count(*)::int FROM "SourceImage" WHERE "projectId" = project.id
        AND "captionStatus" IN ('missing', 'draft') AND "archivedAt" IS NULL) AS "toCaption",
      (SELECT count(*)::int FROM "Seed" WHERE "projectId" = project.id AND status = 'submitted') AS "toReview",
      (SELECT count(*)::int FROM (SELECT 1 FROM "PoolInstruction" WHERE "projectId" = project.id
        AND "removedAt" IS NULL LIMIT ${most}) pool) AS instructions,
      (SELECT count(*)::int FROM (SELECT 1 FROM "InstructionRecord" WHERE "projectId" = project.id
        AND "removedAt" IS NULL LIMIT ${most}) records) AS records,
      (SELECT count(*)::int FROM "Region" WHERE "projectId" = project.id AND status = 'pending') AS "regionsPending",
      (SELECT count(*)::int FROM "Region" WHERE "projectId" = project.id AND status = 'refused') AS "regionsRefused",
      (SELECT count(*)::int FROM "GenerationTask" task JOIN "GenerationRun" run ON run.id = task."runId"
        WHERE run."projectId" = project.id AND run.status IN ('queued', 'running', 'paused')
        AND task.status IN ('pending', 'queued', 'running')) AS generating,
      (SELECT count(*)::int FROM (SELECT 1 FROM "ReviewItem" WHERE "projectId" = project.id
        AND status = 'pending' LIMIT ${most}) waiting) AS "toJudge",
      (SELECT count(*)::int FROM "ReviewItem" WHERE "projectId" = project.id AND status = 'approval') AS "toApprove",
      (SELECT version FROM "Release" WHERE "projectId" = project.id AND status = 'sealed'
        ORDER BY id DESC LIMIT 1) AS "latestRelease",
      (SELECT count(*)::int FROM "DeadLetter" WHERE "projectId" = project.id
        AND "retriedAt" IS NULL AND "dismissedAt" IS NULL) AS "deadLetters",
      EXISTS (SELECT 1 FROM "ImportRun" WHERE "projectId" = project.id AND status IN ('queued', 'running')) AS importing,
      EXISTS (SELECT 1 FROM "ExpansionRun" WHERE "projectId" = project.id AND status IN ('queued', 'running')) AS expanding,
      EXISTS (SELECT 1 FROM "GenerationRun" WHERE "projectId" = project.id AND status IN ('queued', 'running')) AS running,
      EXISTS (SELECT 1 FROM "ReleaseExport" WHERE "projectId" = project.id AND status IN ('queued', 'running')) AS exporting
    FROM project`
  if (!row) throw new Error('a query without a table returned no row')
  const { importing, expanding, running, exporting, ...counts } = row
  const under = { import: importing, expansion: expanding, generation: running, export: exporting }
  return {
    ...counts,
    active: (['import', 'expansion', 'generation', 'export'] as const).filter((kind) => under[kind]),
  }
}
