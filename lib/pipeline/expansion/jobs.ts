import { z } from 'zod'
import { recordImportedJob } from '@/lib/pipeline/catalog'
import { publish } from '@/lib/platform/events/publish'
import { defineJob, handleJob } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { failTask } from '@/lib/platform/runs/end-task'
import { reviveTask } from '@/lib/platform/runs/revive-task'
import { type RunKind, taskPayload } from '@/lib/platform/runs/run-kind'

/** Cuts a run into tasks, and starts it. */
export const planExpansionJob = defineJob({
  name: 'expansion.plan',
  queue: 'light',
  payload: z.object({ runId: z.uuid(), attempt: z.number().int() }),
})

/**
 * One batch of instructions, or one image's records. The engine retries what its endpoint asks it to; this job's own
 * attempts are for endpoints that are away for longer, and for our faults.
 */
export const expandTaskJob = defineJob({
  name: 'expansion.task',
  queue: 'language',
  payload: taskPayload,
  backoffMs: 5_000,
})

export const expansionRuns: RunKind = {
  run: 'ExpansionRun',
  task: 'ExpansionTask',
  job: expandTaskJob,
  topic: 'expansion',
}

export const expansionHandlers = [
  handleJob(planExpansionJob, async () => (await import('./plan-run')).planRun, {
    dead: async (tx, { runId, attempt }, error) => {
      const rows = await tx.expansionRun.updateManyAndReturn({
        where: { id: runId, attempt, status: 'queued' },
        data: { status: 'failed', error: error.message.slice(0, 500), finishedAt: new Date() },
      })
      for (const row of rows) await publish(tx, { projectId: row.projectId, topic: 'expansion', id: row.id })
    },
    revive: async (tx, { runId }) => {
      const rows = await tx.expansionRun.updateManyAndReturn({
        where: { id: runId, status: 'failed' },
        data: { status: 'queued', error: null, finishedAt: null, attempt: { increment: 1 } },
      })
      for (const { id, attempt, projectId } of rows)
        await enqueue(tx, planExpansionJob, [{ rowId: id, attempt, payload: { runId: id, attempt } }], {
          priority: 1,
          projectId,
        })
    },
  }),
  handleJob(expandTaskJob, async () => (await import('./expand-task')).expandTask, {
    dead: failTask(expansionRuns),
    revive: reviveTask(expansionRuns),
  }),
  handleJob(recordImportedJob, async () => (await import('./import-record')).importRecord),
]
