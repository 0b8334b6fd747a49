import { handlers } from '@/lib/pipeline/handlers'
import { db } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'

/**
 * Runs due work in this process until none is left, as a worker would, without a queue in between. Throws what a
 * handler throws. Returns the names of the jobs that ran.
 */
export const drainOutbox = async (only: (name: string) => boolean = () => true): Promise<string[]> => {
  const ran: string[] = []
  for (;;) {
    const due = (await db().outbox.findMany({ orderBy: [{ priority: 'asc' }, { id: 'asc' }] })).find((row) =>
      only(row.name),
    )
    if (!due) return ran
    await db().outbox.delete({ where: { id: due.id } })
    const handler = handlers.get(due.name)
    if (!handler) throw new Error(`no handler for ${due.name}`)
    await handler.run(due.payload, {
      jobId: due.jobId,
      priority: due.priority === 1 ? 1 : 10,
      signal: new AbortController().signal,
      log,
    })
    ran.push(due.name)
  }
}
