import { handlers as allHandlers } from '@/lib/pipeline/handlers'
import { db, transaction } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'
import type { JobHandler } from '@/lib/platform/queue/define-job'

interface Failure {
  readonly name: string
  readonly error: Error
}

/**
 * Runs everything in the outbox, and what that makes due, in this process, as a worker would without its retries: a
 * job that throws is dead at once. Returns the failures. Jobs without a handler are taken out and left undone.
 */
export const runJobs = async (handlers: Iterable<JobHandler> = allHandlers.values()): Promise<Failure[]> => {
  const byName = new Map([...handlers].map((handler) => [handler.definition.name, handler]))
  const failures: Failure[] = []
  for (;;) {
    const rows = await db().outbox.findMany({ orderBy: { id: 'asc' }, take: 100 })
    if (rows.length === 0) return failures
    await db().outbox.deleteMany({ where: { id: { in: rows.map((row) => row.id) } } })
    for (const row of rows) {
      const handler = byName.get(row.name)
      const context = { jobId: row.jobId, priority: 10, signal: new AbortController().signal, log } as const
      try {
        await handler?.run(row.payload, context)
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown))
        failures.push({ name: row.name, error })
        await transaction(async (tx) => handler?.dead?.(tx, row.payload, error))
      }
    }
  }
}
