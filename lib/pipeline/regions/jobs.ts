import { z } from 'zod'
import { db, transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { defineJob, handleJob } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay, type Reconciler } from '@/lib/platform/queue/reconcile'

const payload = z.object({ regionId: z.uuid(), attempt: z.number().int() })

/** Makes the masks of one region from what was drawn. */
export const segmentRegionJob = defineJob({ name: 'regions.segment', queue: 'pixels', payload })

export const regionsHandlers = [
  handleJob(segmentRegionJob, async () => (await import('./segment-region')).segmentRegion, {
    dead: async (tx, { regionId, attempt }, error) => {
      const rows = await tx.region.updateManyAndReturn({
        where: { id: regionId, attempt, status: 'pending' },
        data: { status: 'refused', reason: `The masks could not be made: ${error.message.slice(0, 300)}` },
      })
      for (const row of rows) await publish(tx, { projectId: row.projectId, topic: 'regions', id: row.id })
    },
    revive: async (tx, { regionId }) => {
      const rows = await tx.region.updateManyAndReturn({
        where: { id: regionId, status: 'refused', fineSha: null },
        data: { status: 'pending', reason: null, attempt: { increment: 1 } },
      })
      for (const { id, attempt, projectId } of rows)
        await enqueue(tx, segmentRegionJob, [{ rowId: id, attempt, payload: { regionId: id, attempt } }], {
          priority: 1,
          projectId,
        })
    },
  }),
]

/** Puts back the jobs of regions that still wait for their masks. */
export const reconcileRegions: Reconciler = async (graceMs) => {
  const waiting = await db().region.findMany({
    where: { status: 'pending', createdAt: { lt: new Date(Date.now() - graceMs) } },
    select: { id: true, attempt: true, projectId: true },
    take: 1_000,
  })
  let put = 0
  for (const { id, attempt, projectId } of waiting) {
    if (await isUnderWay(segmentRegionJob, id, attempt)) continue
    await transaction((tx) =>
      enqueue(tx, segmentRegionJob, [{ rowId: id, attempt, payload: { regionId: id, attempt } }], {
        priority: 1,
        projectId,
      }),
    )
    put += 1
  }
  return put
}
