import { handlers as allHandlers } from '@/lib/pipeline/handlers'
import { db, transaction } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'
import type { JobHandler, Priority } from '@/lib/platform/queue/define-job'

// Due work without a queue in between: what is in the outbox, and what that makes due, run in this process as a
// worker would, by priority and age.

const takeNext = async (wanted: (name: string) => boolean) => {
  const rows = await db().outbox.findMany({ orderBy: [{ priority: 'asc' }, { id: 'asc' }] })
  const due = rows.find((row) => wanted(row.name))
  if (due) await db().outbox.delete({ where: { id: due.id } })
  return due
}

const run = (
  handler: JobHandler,
  { jobId, priority, payload }: { jobId: string; priority: number; payload: unknown },
) =>
  handler.run(payload, { jobId, priority: priority as Priority, signal: new AbortController().signal, log })

/** Runs the jobs whose names are wanted until none is left. Throws what a job throws; returns the names of those that ran. */
export const drainOutbox = async (wanted: (name: string) => boolean = () => true): Promise<string[]> => {
  const ran: string[] = []
  for (;;) {
    const due = await takeNext(wanted)
    if (!due) return ran
    const handler = allHandlers.get(due.name)
    if (!handler) throw new Error(`no handler for ${due.name}`)
    await run(handler, due)
    ran.push(due.name)
  }
}

interface Failure {
  readonly name: string
  readonly error: Error
}

/**
 * Runs everything. A job that throws is dead at once, without a worker's retries, and is among the failures returned;
 * one without a handler is taken out and left undone.
 */
export const runJobs = async (handlers: Iterable<JobHandler> = allHandlers.values()): Promise<Failure[]> => {
  const byName = new Map([...handlers].map((handler) => [handler.definition.name, handler]))
  const failures: Failure[] = []
  for (;;) {
    const due = await takeNext(() => true)
    if (!due) return failures
    const handler = byName.get(due.name)
    try {
      if (handler) await run(handler, due)
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown))
      failures.push({ name: due.name, error })
      await transaction(async (tx) => handler?.dead?.(tx, due.payload, error))
    }
  }
}
