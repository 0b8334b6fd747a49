import { db } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'
import type { JobDefinition } from './define-job'
import { queue } from './queues'

/** Whether the job of a row's attempt is still in the outbox or in the queue. */
export const isUnderWay = async <P>(
  job: JobDefinition<P>,
  rowId: string,
  attempt: number,
): Promise<boolean> => {
  const jobId = `${job.name}-${rowId}-${attempt}`
  if ((await db().outbox.count({ where: { jobId } })) > 0) return true
  return (await (await queue(job.queue)).getJob(jobId)) !== undefined
}

/** One stage's way to rebuild its queued work from its rows; returns how many jobs were put back. */
export type Reconciler = (graceMs: number) => Promise<number>

/**
 * Rebuilds queued work from the rows. Rows younger than `graceMs` are left alone: their job may be on its way. Two
 * processes that do it at once put back the same job ids, of which the queue takes one.
 */
export const reconcile = async (reconcilers: readonly Reconciler[], graceMs = 30_000): Promise<number> => {
  let put = 0
  for (const each of reconcilers) {
    try {
      put += await each(graceMs)
    } catch (error) {
      log.error({ error: error instanceof Error ? error.message : String(error) }, 'a reconciler failed')
    }
  }
  if (put > 0) log.info({ jobs: put }, 'work was put back into the queue from its rows')
  return put
}
