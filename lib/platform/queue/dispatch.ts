import { transaction } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'
import type { JobHandler, QueueName } from './define-job'
import { queue } from './queues'

interface OutboxRow {
  id: bigint
  name: string
  jobId: string
  payload: unknown
  priority: number
  projectId: string | null
}

/** What BullMQ carries: the payload, and the project for the dead letter. */
export interface JobEnvelope {
  readonly payload: unknown
  readonly projectId: string | null
}

/**
 * Moves due outbox rows to their queues and returns how many. Many dispatchers may run: rows are locked, not shared.
 * A crash between the queue's write and the commit sends a row twice; the queue ignores the second by its id.
 */
export const dispatchOutbox = (handlers: ReadonlyMap<string, JobHandler>, limit = 500): Promise<number> =>
  transaction(async (tx) => {
    const rows = await tx.$queryRaw<OutboxRow[]>`
      DELETE FROM "Outbox" WHERE id IN (
        SELECT id FROM "Outbox" ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ) RETURNING id, name, "jobId", payload, priority, "projectId"`
    rows.sort((a, b) => (a.id < b.id ? -1 : 1))
    const byQueue = new Map<QueueName, Parameters<Awaited<ReturnType<typeof queue>>['addBulk']>[0]>()
    for (const row of rows) {
      const definition = handlers.get(row.name)?.definition
      if (!definition) {
        // A newer process wrote it. Dropping it loses nothing: the reconciler rebuilds work from the rows.
        log.warn({ job: row.name, jobId: row.jobId }, 'no handler for this job here')
        continue
      }
      const jobs = byQueue.get(definition.queue) ?? []
      jobs.push({
        name: row.name,
        data: { payload: row.payload, projectId: row.projectId } satisfies JobEnvelope,
        opts: {
          jobId: row.jobId,
          priority: row.priority,
          attempts: definition.attempts,
          backoff: { type: 'exponential', delay: definition.backoffMs },
          removeOnComplete: true,
          removeOnFail: true,
        },
      })
      byQueue.set(definition.queue, jobs)
    }
    for (const [name, jobs] of byQueue) await (await queue(name)).addBulk(jobs)
    return rows.length
  })
