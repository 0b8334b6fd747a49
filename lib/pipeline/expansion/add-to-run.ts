import type { Dropped, Usage } from '@/lib/engines/language/language'
import type { Tx } from '@/lib/platform/db'

export interface TaskYield {
  readonly kept: number
  readonly dropped: readonly Dropped['reason'][]
  readonly usage: Usage
}

/** Adds what a task gave to its run, in SQL: tasks of one run end at the same time in many processes. */
export const addToRun = async (tx: Tx, runId: string, { kept, dropped, usage }: TaskYield): Promise<void> => {
  const counts: Record<string, number> = {}
  for (const reason of dropped) counts[reason] = (counts[reason] ?? 0) + 1
  await tx.$executeRaw`
    UPDATE "ExpansionRun" SET kept = kept + ${kept},
      "promptTokens" = "promptTokens" + ${usage.promptTokens},
      "completionTokens" = "completionTokens" + ${usage.completionTokens},
      "costMicros" = "costMicros" + ${usage.costMicros},
      dropped = (
        SELECT coalesce(jsonb_object_agg(reason, n), '{}') FROM (
          SELECT reason, sum(count::bigint) AS n FROM (
            SELECT * FROM jsonb_each_text(dropped)
            UNION ALL SELECT * FROM jsonb_each_text(${JSON.stringify(counts)}::jsonb)
          ) counted(reason, count) GROUP BY reason
        ) summed
      )
    WHERE id = ${runId}::uuid`
}
