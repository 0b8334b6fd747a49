import { recordImportedJob } from '@/lib/pipeline/catalog'
import { db, transaction } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay, type Reconciler } from '@/lib/platform/queue/reconcile'
import { reconcileRuns } from '@/lib/platform/runs/reconcile-runs'
import { expansionRuns, planExpansionJob } from './jobs'

const putBackPlans = async (olderThan: Date): Promise<number> => {
  const unplanned = await db().expansionRun.findMany({
    where: { status: 'queued', createdAt: { lt: olderThan } },
    select: { id: true, attempt: true, projectId: true },
  })
  let put = 0
  for (const { id, attempt, projectId } of unplanned) {
    if (await isUnderWay(planExpansionJob, id, attempt)) continue
    await transaction((tx) =>
      enqueue(tx, planExpansionJob, [{ rowId: id, attempt, payload: { runId: id, attempt } }], {
        priority: 1,
        projectId,
      }),
    )
    put += 1
  }
  return put
}

interface Unrecorded {
  id: string
  attempt: number
  projectId: string
}

/** Items of the catalog whose image is in and whose record isn't: the event was lost on its way here. */
const putBackImported = async (olderThan: Date): Promise<number> => {
  const items = await db().$queryRaw<Unrecorded[]>`
    SELECT item.id, item.attempt, item."projectId" FROM "ImportItem" item
    WHERE item.status = 'done' AND item."finishedAt" BETWEEN now() - interval '1 day' AND ${olderThan}
      AND jsonb_exists(item.row, 'record') AND item."sourceImageId" IS NOT NULL AND item.field IS NULL
      AND NOT EXISTS (SELECT 1 FROM "InstructionRecord" record WHERE record."importItemId" = item.id)
    ORDER BY item."runId", item.position LIMIT 2000`
  let put = 0
  for (const { id, attempt, projectId } of items) {
    if (await isUnderWay(recordImportedJob, id, attempt)) continue
    await transaction((tx) =>
      enqueue(tx, recordImportedJob, [{ rowId: id, attempt, payload: { itemId: id } }], {
        priority: 10,
        projectId,
      }),
    )
    put += 1
  }
  return put
}

/** Puts back what the queue lost: plans, tasks, and records that an import announced. */
export const reconcileExpansion: Reconciler = async (graceMs) => {
  const olderThan = new Date(Date.now() - graceMs)
  return (
    (await putBackPlans(olderThan)) +
    (await reconcileRuns(expansionRuns, graceMs)) +
    (await putBackImported(olderThan))
  )
}
