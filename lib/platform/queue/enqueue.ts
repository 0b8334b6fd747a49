import type { Prisma, Tx } from '@/lib/platform/db'
import type { JobDefinition, Priority } from './define-job'

export interface Enqueued<P> {
  /** The row that the job is about. */
  readonly rowId: string
  /** From the row: a queue silently ignores an id that it has seen, even a failed one. */
  readonly attempt: number
  readonly payload: P
}

/** The channel that wakes dispatchers when a transaction with outbox rows commits. */
export const outboxChannel = 'exemplar_outbox'

/**
 * Makes work due as part of the transaction that changed the state: either both happen or neither.
 * `projectId` scopes the dead letter that the job may become.
 */
export const enqueue = async <P>(
  tx: Tx,
  job: JobDefinition<P>,
  work: readonly Enqueued<P>[],
  options: { priority: Priority; projectId: string | null },
): Promise<void> => {
  if (work.length === 0) return
  await tx.outbox.createMany({
    data: work.map(({ rowId, attempt, payload }) => ({
      name: job.name,
      jobId: `${job.name}-${rowId}-${attempt}`,
      payload: job.payload.parse(payload) as Prisma.InputJsonValue,
      priority: options.priority,
      projectId: options.projectId,
    })),
  })
  await tx.$executeRaw`SELECT pg_notify(${outboxChannel}, '')`
}
