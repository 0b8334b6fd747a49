import { z } from 'zod'
import { getSettings, type ProjectSettings } from '@/lib/pipeline/project'
import { db, type Tx, transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { defineJob, handleJob } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay, type Reconciler } from '@/lib/platform/queue/reconcile'
import { type RegionInput, regionInput } from './schema'

const payload = z.object({ regionId: z.uuid(), attempt: z.number().int() })

/** Makes the masks of one region from what was drawn. */
export const segmentRegionJob = defineJob({ name: 'regions.segment', queue: 'pixels', payload })

/** The same where it takes a model. */
export const segmentRegionOnDeviceJob = defineJob({
  name: 'regions.segment-on-device',
  queue: 'device',
  payload,
})

/** Answers what somebody points at and waits for. One try: by the next, they have gone on. */
export const answerHintJob = defineJob({
  name: 'regions.answer-hint',
  queue: 'device',
  payload: z.object({ hintId: z.uuid() }),
  attempts: 1,
})

export type SegmentsIn = 'thread' | 'device'

/** What was drawn decides first: outlines and painted masks need nobody, clicks and names need a model. */
export const takesModel = (input: RegionInput, segmenter: ProjectSettings['region']['segmenter']): boolean =>
  input.kind === 'label' ||
  input.kind === 'points' ||
  (segmenter === 'sam' && (input.kind === 'box' || input.kind === 'scribble'))

export const segmentJobOf = (input: RegionInput, segmenter: ProjectSettings['region']['segmenter']) =>
  takesModel(input, segmenter) ? segmentRegionOnDeviceJob : segmentRegionJob

const jobOfRow = async (row: { projectId: string; input: unknown }) => {
  const { region } = await getSettings(row.projectId)
  return segmentJobOf(regionInput.parse(row.input), region.segmenter)
}

const load = (where: SegmentsIn) => async () => (await import('./segment-region')).segmentRegionIn(where)

const ends = {
  dead: async (
    tx: Tx,
    { regionId, attempt }: { regionId: string; attempt: number },
    error: Error,
  ): Promise<void> => {
    const rows = await tx.region.updateManyAndReturn({
      where: { id: regionId, attempt, status: 'pending' },
      data: { status: 'refused', reason: `The masks could not be made: ${error.message.slice(0, 300)}` },
    })
    for (const row of rows) await publish(tx, { projectId: row.projectId, topic: 'regions', id: row.id })
  },
  revive: async (tx: Tx, { regionId }: { regionId: string }): Promise<void> => {
    const rows = await tx.region.updateManyAndReturn({
      where: { id: regionId, status: 'refused', fineSha: null },
      data: { status: 'pending', reason: null, attempt: { increment: 1 } },
    })
    for (const row of rows) {
      const { id, attempt, projectId } = row
      await enqueue(tx, await jobOfRow(row), [{ rowId: id, attempt, payload: { regionId: id, attempt } }], {
        priority: 1,
        projectId,
      })
    }
  },
}

export const regionsHandlers = [
  handleJob(answerHintJob, async () => (await import('./answer-hint')).answerHint, {
    dead: async (tx, { hintId }, error) => {
      await tx.regionHint.updateMany({
        where: { id: hintId, status: 'pending' },
        data: { status: 'refused', reason: error.message.slice(0, 300) },
      })
    },
  }),
  handleJob(segmentRegionJob, load('thread'), ends),
  handleJob(segmentRegionOnDeviceJob, load('device'), ends),
]

const hintKeepMs = 24 * 3_600_000

/** Puts back the jobs of regions that still wait for their masks, and forgets what was pointed at yesterday. */
export const reconcileRegions: Reconciler = async (graceMs) => {
  await db().regionHint.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - hintKeepMs) } } })
  const waiting = await db().region.findMany({
    where: { status: 'pending', createdAt: { lt: new Date(Date.now() - graceMs) } },
    select: { id: true, attempt: true, projectId: true, input: true },
    take: 1_000,
  })
  let put = 0
  for (const row of waiting) {
    const { id, attempt, projectId } = row
    const job = await jobOfRow(row)
    if (await isUnderWay(job, id, attempt)) continue
    await transaction((tx) =>
      enqueue(tx, job, [{ rowId: id, attempt, payload: { regionId: id, attempt } }], {
        priority: 1,
        projectId,
      }),
    )
    put += 1
  }
  return put
}
