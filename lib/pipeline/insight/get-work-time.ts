import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, Prisma } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { WorkTimeChoice, WorkTimeRow } from './schema'

const fourWeeksMs = 28 * 86_400_000
const mostRows = 20_000

const trunc = {
  day: Prisma.sql`'day'`,
  week: Prisma.sql`'week'`,
  month: Prisma.sql`'month'`,
}

/**
 * What each person did in each day, week or month: decisions with the time spent on them, changed ones too since they
 * took time, and seeds submitted. Gold items count like any other work.
 */
export const getWorkTime = async (
  actor: ProjectActor,
  { from, to, period }: WorkTimeChoice,
): Promise<WorkTimeRow[]> => {
  requireRole(actor, 'admin')
  const until = to ?? new Date()
  const since = from ?? new Date(until.getTime() - fourWeeksMs)
  if (since >= until)
    throw new ExemplarError('bad-input', 'The time must begin before it ends.', {
      field: 'from',
      fix: 'Choose an earlier first day.',
    })
  const { projectId } = actor
  const rows = await db().$queryRaw<WorkTimeRow[]>`
    WITH decided AS (
      SELECT "actorId" AS id, date_trunc(${trunc[period]}, "createdAt") AS from, count(*)::int AS decisions,
        coalesce(sum("elapsedMs"), 0)::float8 AS "activeMs"
      FROM "Decision" WHERE "projectId" = ${projectId}::uuid AND "actorId" IS NOT NULL
        AND "createdAt" >= ${since} AND "createdAt" < ${until}
      GROUP BY 1, 2
    ), wrote AS (
      SELECT "authorId" AS id, date_trunc(${trunc[period]}, "submittedAt") AS from, count(*)::int AS seeds
      FROM "Seed" WHERE "projectId" = ${projectId}::uuid AND "authorId" IS NOT NULL
        AND "submittedAt" >= ${since} AND "submittedAt" < ${until}
      GROUP BY 1, 2
    )
    SELECT person.id, person.name, person.email, "from", coalesce(decisions, 0) AS decisions,
      coalesce("activeMs", 0) AS "activeMs", coalesce(seeds, 0) AS seeds
    FROM decided FULL JOIN wrote USING (id, "from") JOIN "User" person USING (id)
    ORDER BY "from" DESC, person.name, person.id LIMIT ${mostRows + 1}`
  if (rows.length > mostRows)
    throw new ExemplarError('too-large', `That is over ${mostRows} rows.`, {
      field: 'from',
      fix: 'Choose a shorter time or longer periods.',
    })
  return rows
}

/** A cell as spreadsheets read it: quoted where it must be, and never a formula, whatever somebody is called. */
const cell = (value: string | number): string => {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const columns = [
  'period_start',
  'person_id',
  'name',
  'email',
  'decisions',
  'active_seconds',
  'active_hours',
  'seeds',
]

/** The same as RFC 4180 CSV in UTF-8, with the mark that spreadsheets tell UTF-8 by. */
export const workTimeCsv = (rows: readonly WorkTimeRow[]): string => {
  const lines = rows.map(({ from, id, name, email, decisions, activeMs, seeds }) =>
    [
      from.toISOString().slice(0, 10),
      id,
      name,
      email,
      decisions,
      (activeMs / 1_000).toFixed(1),
      (activeMs / 3_600_000).toFixed(3),
      seeds,
    ]
      .map(cell)
      .join(','),
  )
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`
}
