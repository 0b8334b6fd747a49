import type { EngineIdentity } from '@/lib/engines/identity'
import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { droppedCounts, type ExpansionRunView, expansionOrder } from './schema'

type RunRow = Prisma.ExpansionRunGetPayload<Record<never, never>>

/** Tasks a second over each run's last minute of work. */
const paceOf = async (rows: readonly RunRow[]): Promise<Map<string, number>> => {
  const running = rows.filter((row) => row.status === 'running').map((row) => row.id)
  if (running.length === 0) return new Map()
  const paces = await db().$queryRaw<{ runId: string; ended: number; seconds: number }[]>`
    SELECT task."runId", count(*)::int AS ended,
      extract(epoch FROM now() - greatest(min(task."startedAt"), now() - interval '60 seconds'))::float8 AS seconds
    FROM "ExpansionTask" task
    WHERE task."runId" = ANY(${running}::uuid[]) AND task."finishedAt" > now() - interval '60 seconds'
    GROUP BY task."runId"`
  return new Map(paces.map(({ runId, ended, seconds }) => [runId, ended / Math.max(seconds, 1)]))
}

/** Who wrote a row, without the model list that only a release needs. */
export const viewEngine = (stored: unknown) => {
  const { name, version, isModel, provider } = stored as EngineIdentity
  return { name, version, isModel, provider }
}

const viewRuns = async (rows: readonly RunRow[]): Promise<ExpansionRunView[]> => {
  const paces = await paceOf(rows)
  return rows.map((row) => {
    const ratePerSecond = paces.get(row.id) ?? null
    const left = row.total - row.done - row.failed - row.refused
    return {
      ...row,
      order: expansionOrder.parse(row.params),
      engine: viewEngine(row.engine),
      dropped: droppedCounts.parse(row.dropped),
      costMicros: Number(row.costMicros),
      ratePerSecond,
      endsAt: ratePerSecond ? new Date(Date.now() + (left / ratePerSecond) * 1_000) : null,
    }
  })
}

export const viewRun = async (row: RunRow): Promise<ExpansionRunView> => {
  const [view] = await viewRuns([row])
  if (!view) throw new Error('one row made no view')
  return view
}

export const listRuns = async (
  { projectId }: ProjectActor,
  {
    cursor,
    limit,
    kind,
  }: { cursor?: string | undefined; limit: number; kind?: ExpansionRunView['kind'] | undefined },
) => {
  const rows = await db().expansionRun.findMany({
    where: { projectId, ...before(cursor), ...(kind && { kind }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { items: await viewRuns(page.items), next: page.next }
}

export const getRun = async ({ projectId }: ProjectActor, id: string): Promise<ExpansionRunView> => {
  const row = await db().expansionRun.findFirst({ where: { id, projectId } })
  if (!row) throw notFound('expansion run')
  return viewRun(row)
}
