import type { EngineIdentity } from '@/lib/engines/identity'
import { db, type Prisma } from '@/lib/platform/db'
import type { GenerationRunView } from './schema'
import { generationParams, recordChoice } from './schema'

type RunRow = Prisma.GenerationRunGetPayload<Record<never, never>>

interface Pace {
  runId: string
  ended: number
  seconds: number
}

/** Records a second over each run's last minute of work. */
const paceOf = async (rows: readonly RunRow[]): Promise<Map<string, number>> => {
  const running = rows.filter((row) => row.status === 'running').map((row) => row.id)
  if (running.length === 0) return new Map()
  const paces = await db().$queryRaw<Pace[]>`
    SELECT task."runId", count(*)::int AS ended,
      extract(epoch FROM now() - greatest(min(task."startedAt"), now() - interval '60 seconds'))::float8 AS seconds
    FROM "GenerationTask" task
    WHERE task."runId" = ANY(${running}::uuid[]) AND task."finishedAt" > now() - interval '60 seconds'
    GROUP BY task."runId"`
  return new Map(paces.map(({ runId, ended, seconds }) => [runId, ended / Math.max(seconds, 1)]))
}

interface Judgement {
  runId: string
  judged: number
  accepted: number
}

/**
 * Records that people judged, not candidates: an acceptance takes one candidate and leaves its rivals unjudged, a
 * rejection turns down all of them, so that counting candidates would count rejections several times.
 */
const judgementsOf = async (rows: readonly RunRow[]): Promise<Map<string, Judgement>> => {
  const counts = await db().$queryRaw<Judgement[]>`
    SELECT "runId", count(DISTINCT "taskId")::int AS judged,
      count(DISTINCT "taskId") FILTER (WHERE "sampleState" IN ('accepted', 'approved'))::int AS accepted
    FROM "Candidate" WHERE "runId" = ANY(${rows.map((row) => row.id)}::uuid[]) AND "sampleState" <> 'none'
    GROUP BY "runId"`
  return new Map(counts.map((count) => [count.runId, count]))
}

export const viewRuns = async (rows: readonly RunRow[]): Promise<GenerationRunView[]> => {
  const [paces, judgements] = await Promise.all([paceOf(rows), judgementsOf(rows)])
  return rows.map((row) => {
    const ratePerSecond = paces.get(row.id) ?? null
    const left = row.total - row.done - row.failed - row.refused
    const { name, version, isModel } = row.engine as unknown as EngineIdentity
    return {
      ...row,
      params: generationParams.parse(row.params),
      choice: recordChoice.safeParse((row.params as { choice?: unknown }).choice).data ?? null,
      engine: { name, version, isModel },
      accepted: judgements.get(row.id)?.accepted ?? 0,
      judged: judgements.get(row.id)?.judged ?? 0,
      ratePerSecond,
      endsAt: ratePerSecond ? new Date(Date.now() + (left / ratePerSecond) * 1_000) : null,
    }
  })
}
