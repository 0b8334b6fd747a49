import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import type { JobHandler } from './define-job'
import type { JobEnvelope } from './dispatch'
import { outboxChannel } from './enqueue'

interface DeadJob {
  readonly name: string
  readonly jobId: string
  readonly envelope: JobEnvelope
  readonly priority: number
  readonly error: Error
}

/** Records a job whose last attempt failed and brings its rows to their end state, in one transaction. */
export const buryJob = (handler: JobHandler | undefined, job: DeadJob): Promise<void> =>
  transaction(async (tx) => {
    const letter = await tx.deadLetter.create({
      data: {
        projectId: job.envelope.projectId,
        name: job.name,
        jobId: job.jobId,
        payload: job.envelope.payload as Prisma.InputJsonValue,
        priority: job.priority,
        error: job.error.message.slice(0, 2_000),
        stack: job.error.stack?.slice(0, 8_000) ?? null,
      },
    })
    // A payload that its schema refuses names no row to bring to an end.
    if (handler?.definition.payload.safeParse(job.envelope.payload).success)
      await handler.dead?.(tx, job.envelope.payload, job.error)
    if (job.envelope.projectId)
      await publish(tx, { projectId: job.envelope.projectId, topic: 'jobs', id: letter.id })
  })

const openLetter = async (tx: Tx, actor: ProjectActor, id: string, change: 'retriedAt' | 'dismissedAt') => {
  requireRole(actor, 'admin')
  const { count } = await tx.deadLetter.updateMany({
    where: { id, projectId: actor.projectId, retriedAt: null, dismissedAt: null },
    data: { [change]: new Date() },
  })
  if (count === 0) throw notFound('open dead letter')
  await audit(tx, actor, {
    action: change === 'retriedAt' ? 'job.retried' : 'job.dismissed',
    objectType: 'dead-letter',
    objectId: id,
  })
  return tx.deadLetter.findUniqueOrThrow({ where: { id } })
}

export const retryDeadLetter = (
  handlers: ReadonlyMap<string, JobHandler>,
  actor: ProjectActor,
  id: string,
): Promise<void> =>
  transaction(async (tx) => {
    const letter = await openLetter(tx, actor, id, 'retriedAt')
    const handler = handlers.get(letter.name)
    if (handler?.revive) return handler.revive(tx, letter.payload)
    await tx.outbox.create({
      data: {
        name: letter.name,
        jobId: `${letter.jobId}-again-${letter.id}`,
        payload: letter.payload as Prisma.InputJsonValue,
        priority: 1,
        projectId: letter.projectId,
      },
    })
    await tx.$executeRaw`SELECT pg_notify(${outboxChannel}, '')`
  })

export const dismissDeadLetter = (actor: ProjectActor, id: string): Promise<void> =>
  transaction(async (tx) => {
    await openLetter(tx, actor, id, 'dismissedAt')
  })
