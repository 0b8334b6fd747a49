import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, Prisma } from '@/lib/platform/db'
import type { RunView } from './schema'

const most = 50
const rateOverSeconds = 60

const open = Prisma.sql`status IN ('queued', 'running', 'paused')`

// The four kinds of runs, as the same columns. What was a duplicate is done too.
const kinds: readonly Prisma.Sql[] = [
  Prisma.sql`SELECT id, 'import' AS kind, name, status::text, total, done + duplicates AS done, failed, refused,
    error, "createdAt", "startedAt", "finishedAt", "projectId" FROM "ImportRun"`,
  Prisma.sql`SELECT id, 'expansion', number::text, status::text, total, done, failed, refused,
    error, "createdAt", "startedAt", "finishedAt", "projectId" FROM "ExpansionRun"`,
  Prisma.sql`SELECT id, 'generation', number::text, status::text, total, done, failed, refused,
    error, "createdAt", "startedAt", "finishedAt", "projectId" FROM "GenerationRun"`,
  Prisma.sql`SELECT export.id, 'export', release.version, export.status::text, export.total, export.done, 0, 0,
    export.error, export."createdAt", export."startedAt", export."finishedAt", export."projectId"
    FROM "ReleaseExport" export JOIN "Release" release ON release.id = export."releaseId"`,
]

type Row = Omit<RunView, 'ratePerSecond'>

const runsOf = (projectId: string, condition: Prisma.Sql, order: Prisma.Sql) => {
  const each = kinds.map(
    (kind) => Prisma.sql`(SELECT * FROM (${kind}) run WHERE "projectId" = ${projectId}::uuid AND ${condition}
      ORDER BY ${order} LIMIT ${most})`,
  )
  return db().$queryRaw<
    Row[]
  >`SELECT * FROM (${Prisma.join(each, ' UNION ALL ')}) run ORDER BY ${order} LIMIT ${most}`
}

const taskTables = { import: 'ImportItem', expansion: 'ExpansionTask', generation: 'GenerationTask' } as const

/** Tasks that ended within the last minute, a second, by run. */
const measure = async (runs: readonly Row[]): Promise<ReadonlyMap<string, number>> => {
  const rates = new Map<string, number>()
  for (const [kind, table] of Object.entries(taskTables)) {
    const ids = runs.filter((run) => run.kind === kind && run.status === 'running').map(({ id }) => id)
    if (ids.length === 0) continue
    const counted = await db().$queryRaw<{ runId: string; ended: number; overSeconds: number }[]>`
      SELECT task."runId", count(*)::int AS ended,
        greatest(1, least(${rateOverSeconds}, extract(epoch FROM now() - min(task."finishedAt"))))::float AS "overSeconds"
      FROM ${Prisma.raw(`"${table}"`)} task
      WHERE task."runId" = ANY(${ids}::uuid[]) AND task.status IN ('done', 'failed', 'refused')
        AND task."finishedAt" > now() - ${rateOverSeconds} * interval '1 second'
      GROUP BY task."runId"`
    for (const { runId, ended, overSeconds } of counted) rates.set(runId, ended / overSeconds)
  }
  for (const run of runs) {
    if (run.kind !== 'export' || run.status !== 'running' || !run.startedAt || run.done === 0) continue
    rates.set(run.id, run.done / Math.max(1, (Date.now() - run.startedAt.getTime()) / 1_000))
  }
  return rates
}

/** Long work of all kinds: what is under way, oldest first, then what ended, newest first. */
export const listRuns = async (actor: ProjectActor, { ended }: { ended: boolean }): Promise<RunView[]> => {
  requireRole(actor, 'admin')
  const [current, past] = await Promise.all([
    runsOf(actor.projectId, open, Prisma.sql`id`),
    ended ? runsOf(actor.projectId, Prisma.sql`NOT (${open})`, Prisma.sql`id DESC`) : [],
  ])
  const rates = await measure(current)
  return [...current, ...past].map((run) => ({
    id: run.id,
    kind: run.kind,
    name: run.name,
    status: run.status,
    total: run.total,
    done: run.done,
    failed: run.failed,
    refused: run.refused,
    error: run.error,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    ratePerSecond: rates.get(run.id) ?? null,
  }))
}
