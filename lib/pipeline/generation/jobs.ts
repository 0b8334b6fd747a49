import { z } from 'zod'
import { db, Prisma, transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { defineJob, handleJob } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay, type Reconciler } from '@/lib/platform/queue/reconcile'
import { failTask } from '@/lib/platform/runs/end-task'
import { reconcileRuns } from '@/lib/platform/runs/reconcile-runs'
import { reviveTask } from '@/lib/platform/runs/revive-task'
import { type RunKind, taskPayload } from '@/lib/platform/runs/run-kind'

/** Turns a run's choice of records into tasks, and starts it. */
export const planRunJob = defineJob({
  name: 'generation.plan',
  queue: 'light',
  payload: z.object({ runId: z.uuid(), attempt: z.number().int() }),
})

/** Makes one record's candidates. */
export const makeRecordJob = defineJob({ name: 'generation.make', queue: 'pixels', payload: taskPayload })

/** An event: a task has ended with candidates. Review opens an item for it. */
export const taskMadeJob = defineJob({
  name: 'generation.made',
  queue: 'light',
  payload: z.object({ taskId: z.uuid() }),
})

/** The same for a run whose engine or encoder is a model: it waits for a worker with a device. */
export const makeRecordOnDeviceJob = defineJob({
  name: 'generation.make-on-device',
  queue: 'device',
  payload: taskPayload,
})

export const generationRuns: RunKind = {
  run: 'GenerationRun',
  task: 'GenerationTask',
  job: makeRecordJob,
  elsewhere: {
    when: Prisma.sql`coalesce(run.params->>'engine', 'procedural') <> 'procedural'
      OR coalesce(run.params->>'encoder', 'none') <> 'none'`,
    job: makeRecordOnDeviceJob,
  },
  topic: 'generation',
}

export const generationHandlers = [
  handleJob(planRunJob, async () => (await import('./plan-run')).planRun, {
    dead: async (tx, { runId }, error) => {
      const rows = await tx.generationRun.updateManyAndReturn({
        where: { id: runId, status: 'queued' },
        data: { status: 'failed', error: error.message.slice(0, 500), finishedAt: new Date() },
      })
      for (const row of rows) await publish(tx, { projectId: row.projectId, topic: 'generation', id: row.id })
    },
    revive: async (tx, { runId }) => {
      const rows = await tx.generationRun.updateManyAndReturn({
        where: { id: runId, status: 'failed' },
        data: { status: 'queued', error: null, finishedAt: null, attempt: { increment: 1 } },
      })
      for (const { id, attempt, projectId } of rows)
        await enqueue(tx, planRunJob, [{ rowId: id, attempt, payload: { runId: id, attempt } }], {
          priority: 1,
          projectId,
        })
    },
  }),
  handleJob(makeRecordJob, async () => (await import('./make-record')).makeRecord, {
    dead: failTask(generationRuns),
    revive: reviveTask(generationRuns),
  }),
  handleJob(makeRecordOnDeviceJob, async () => (await import('./make-record')).makeRecord, {
    dead: failTask(generationRuns),
    revive: reviveTask(generationRuns),
  }),
]

/** Puts back planning that the queue lost, then tasks. */
export const reconcileGeneration: Reconciler = async (graceMs) => {
  const unplanned = await db().generationRun.findMany({
    where: { status: 'queued', createdAt: { lt: new Date(Date.now() - graceMs) } },
    select: { id: true, attempt: true, projectId: true },
  })
  let put = 0
  for (const { id, attempt, projectId } of unplanned) {
    if (await isUnderWay(planRunJob, id, attempt)) continue
    await transaction((tx) =>
      enqueue(tx, planRunJob, [{ rowId: id, attempt, payload: { runId: id, attempt } }], {
        priority: 1,
        projectId,
      }),
    )
    put += 1
  }
  return put + (await reconcileRuns(generationRuns, graceMs))
}
