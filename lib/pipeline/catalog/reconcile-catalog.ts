import { db, transaction } from '@/lib/platform/db'
import type { JobDefinition } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay } from '@/lib/platform/queue/reconcile'
import { reconcileRuns } from '@/lib/platform/runs/reconcile-runs'
import { draftCaptionJob, expandManifestJob, importRuns, recordImportedJob, renderFrameJob } from './jobs'

interface Lost<P> {
  readonly rowId: string
  readonly attempt: number
  readonly projectId: string
  readonly payload: P
}

const most = 500

/** A dead letter is an admin's to retry; putting its job back would only bury it again, every half minute. */
const isBuried = async (name: string, rowId: string, attempt: number) =>
  (await db().deadLetter.count({ where: { jobId: `${name}-${rowId}-${attempt}`, retriedAt: null } })) > 0

const putBack = async <P>(job: JobDefinition<P>, lost: readonly Lost<P>[]): Promise<number> => {
  let put = 0
  for (const { projectId, ...work } of lost) {
    if (await isUnderWay(job, work.rowId, work.attempt)) continue
    if (await isBuried(job.name, work.rowId, work.attempt)) continue
    await transaction((tx) => enqueue(tx, job, [work], { priority: 10, projectId }))
    put += 1
  }
  return put
}

const manifests = async (before: Date) => {
  const runs = await db().importRun.findMany({
    where: { status: 'queued', createdAt: { lt: before } },
    take: most,
  })
  return runs
    .filter(({ params }) => {
      const { folder, manifestSha } = params as { folder?: string; manifestSha?: string }
      return folder !== undefined || manifestSha !== undefined
    })
    .map(({ id, attempt, projectId }) => ({ rowId: id, attempt, projectId, payload: { runId: id, attempt } }))
}

const frames = async (before: Date) => {
  const rows = await db().frame.findMany({ where: { sha256: null, createdAt: { lt: before } }, take: most })
  return rows.map(({ id, attempt, projectId }) => ({
    rowId: id,
    attempt,
    projectId,
    payload: { frameId: id },
  }))
}

const drafts = async (before: Date) => {
  const rows = await db().sourceImage.findMany({ where: { captionDueAt: { lt: before } }, take: most })
  return rows.map(({ id, captionAttempt: attempt, projectId }) => ({
    rowId: id,
    attempt,
    projectId,
    payload: { imageId: id, attempt },
  }))
}

/** Items whose image is there and whose record is not, though nobody else has made one of the item. */
const records = (before: Date) =>
  db().$queryRaw<{ id: string; attempt: number; projectId: string }[]>`
    SELECT item.id, item.attempt, item."projectId" FROM "ImportItem" item
    JOIN "ImportRun" run ON run.id = item."runId" AND run.kind = 'ultraedit'
    WHERE item.status = 'done' AND item."finishedAt" < ${before} AND item."finishedAt" > ${before}::timestamp - interval '7 days'
      AND NOT EXISTS (SELECT 1 FROM "InstructionRecord" record WHERE record."importItemId" = item.id)
    LIMIT ${most}`

/** Rebuilds the catalog's queued work from its rows. */
export const reconcileCatalog = async (graceMs: number): Promise<number> => {
  const before = new Date(Date.now() - graceMs)
  const lostRecords = (await records(before)).map(({ id, attempt, projectId }) => ({
    rowId: id,
    attempt,
    projectId,
    payload: { itemId: id },
  }))
  return (
    (await reconcileRuns(importRuns, graceMs)) +
    (await putBack(expandManifestJob, await manifests(before))) +
    (await putBack(renderFrameJob, await frames(before))) +
    (await putBack(draftCaptionJob, await drafts(before))) +
    (await putBack(recordImportedJob, lostRecords))
  )
}
