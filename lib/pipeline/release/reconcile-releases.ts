import { db, transaction } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay, type Reconciler } from '@/lib/platform/queue/reconcile'
import { exportReleaseJob, sealReleaseJob } from './jobs'

/** At a time: more wait for the next round. */
const take = 500

const reconcileSealing: Reconciler = async (graceMs) => {
  const open = await db().release.findMany({
    where: { status: 'sealing', createdAt: { lt: new Date(Date.now() - graceMs) } },
    select: { id: true, attempt: true, projectId: true },
    take,
  })
  let put = 0
  for (const { id, attempt, projectId } of open) {
    if (await isUnderWay(sealReleaseJob, id, attempt)) continue
    await transaction((tx) =>
      enqueue(tx, sealReleaseJob, [{ rowId: id, attempt, payload: { releaseId: id, attempt } }], {
        priority: 1,
        projectId,
      }),
    )
    put += 1
  }
  return put
}

const reconcileExports: Reconciler = async (graceMs) => {
  const open = await db().releaseExport.findMany({
    where: { status: { in: ['queued', 'running'] }, createdAt: { lt: new Date(Date.now() - graceMs) } },
    select: { id: true, attempt: true, projectId: true },
    take,
  })
  let put = 0
  for (const { id, attempt, projectId } of open) {
    if (await isUnderWay(exportReleaseJob, id, attempt)) continue
    await transaction((tx) =>
      enqueue(tx, exportReleaseJob, [{ rowId: id, attempt, payload: { exportId: id, attempt } }], {
        priority: 10,
        projectId,
      }),
    )
    put += 1
  }
  return put
}

/** Puts back sealings and exports that the queue lost; the attempt stays, so a double ends once. */
export const reconcileReleases: Reconciler = async (graceMs) =>
  (await reconcileSealing(graceMs)) + (await reconcileExports(graceMs))
