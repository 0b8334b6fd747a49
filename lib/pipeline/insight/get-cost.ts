import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { EngineCost } from './schema'

/** What expansion used, by the engine that it was sent to; the embedded one costs nothing and says so. */
export const getCost = async (actor: ProjectActor): Promise<EngineCost[]> => {
  requireRole(actor, 'admin')
  const rows = await db().$queryRaw<
    (Omit<EngineCost, 'costMicros' | 'isModel'> & {
      costMicros: bigint
      isModel: boolean | null
    })[]
  >`
    SELECT engine->>'name' AS engine, (engine->>'isModel')::boolean AS "isModel", count(*)::int AS runs,
      sum(kept)::int AS kept, sum("promptTokens")::int AS "promptTokens",
      sum("completionTokens")::int AS "completionTokens", sum("costMicros")::bigint AS "costMicros"
    FROM "ExpansionRun" WHERE "projectId" = ${actor.projectId}::uuid
    GROUP BY 1, 2 ORDER BY sum("costMicros") DESC, 1`
  return rows.map((row) => ({ ...row, isModel: row.isModel ?? false, costMicros: Number(row.costMicros) }))
}
