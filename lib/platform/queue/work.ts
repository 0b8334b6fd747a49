import { type Job, UnrecoverableError, type Worker } from 'bullmq'
import { ZodError } from 'zod'
import { ExemplarError } from '@/lib/platform/errors'
import { listen } from '@/lib/platform/events/listen'
import { log, withLogContext } from '@/lib/platform/log'
import { buryJob } from './dead-letters'
import { type JobHandler, type Priority, type QueueName, queueNames } from './define-job'
import { dispatchOutbox, type JobEnvelope } from './dispatch'
import { outboxChannel } from './enqueue'
import { makeWorker } from './queues'

export interface Working {
  /** Takes jobs of one more queue from now on, so many at once. */
  take(queue: QueueName, atOnce: number): Promise<void>
  /** Stops taking jobs, lets running ones reach a safe point, hands the rest back. */
  stop(): Promise<void>
}

/** Errors that another attempt cannot mend. */
const isFinal = (error: unknown) =>
  error instanceof ZodError ||
  (error instanceof ExemplarError &&
    ['bad-input', 'unsupported', 'refused', 'too-large', 'not-found', 'forbidden'].includes(error.code))

const runJob = async (handler: JobHandler | undefined, job: Job<JobEnvelope>, signal: AbortSignal) => {
  const context = { job: job.name, jobId: job.id ?? 'unknown' }
  await withLogContext(context, async () => {
    if (!handler) {
      log.warn('unknown job; completed without work')
      return
    }
    const started = performance.now()
    try {
      await handler.run(job.data.payload, {
        jobId: context.jobId,
        priority: (job.opts.priority ?? 10) as Priority,
        signal,
        log,
      })
      log.debug({ ms: Math.round(performance.now() - started) }, 'job done')
    } catch (error) {
      log.warn(
        { error: error instanceof Error ? error.message : String(error), attempt: job.attemptsMade + 1 },
        'job failed',
      )
      if (isFinal(error))
        throw Object.assign(new UnrecoverableError(error instanceof Error ? error.message : String(error)), {
          cause: error,
        })
      throw error
    }
  })
}

/**
 * Runs the given queues' jobs in this process, and moves the outbox along: at once when a commit announces work,
 * and every two seconds in case an announcement was lost.
 */
export const work = async (
  handlers: ReadonlyMap<string, JobHandler>,
  concurrency: Readonly<Partial<Record<QueueName, number>>>,
): Promise<Working> => {
  const stopping = new AbortController()
  const workers: Worker[] = []
  const take = async (name: QueueName, atOnce: number) => {
    const worker = await makeWorker(name, (job) => runJob(handlers.get(job.name), job, stopping.signal), {
      concurrency: atOnce,
      lockDuration: 20_000,
      stalledInterval: 8_000,
      maxStalledCount: 5, // a killed worker is not the job's fault
    })
    worker.on('error', (error) => log.warn({ error: error.message, queue: name }, 'worker'))
    worker.on('failed', (job, error) => {
      if (!job || stopping.signal.aborted) return
      const spent =
        job.attemptsMade >= (job.opts.attempts ?? 1) ||
        error instanceof UnrecoverableError ||
        error.name === 'UnrecoverableError'
      if (!spent) return
      buryJob(handlers.get(job.name), {
        name: job.name,
        jobId: job.id ?? 'unknown',
        envelope: job.data as JobEnvelope,
        priority: job.opts.priority ?? 10,
        error,
      }).catch((failure) =>
        log.error({ error: failure.message, jobId: job.id }, 'a dead letter could not be written'),
      )
    })
    workers.push(worker)
  }
  for (const name of queueNames) {
    const atOnce = concurrency[name] ?? 0
    if (atOnce > 0) await take(name, atOnce)
  }

  let busy = false
  let again = false
  const dispatch = async () => {
    if (busy) {
      again = true
      return
    }
    busy = true
    try {
      do {
        again = false
        while (!stopping.signal.aborted && (await dispatchOutbox(handlers)) > 0);
      } while (again)
    } catch (error) {
      log.warn(
        { error: error instanceof Error ? error.message : String(error) },
        'the outbox could not be moved; trying again',
      )
    } finally {
      busy = false
    }
  }
  const stopListening = listen([outboxChannel], () => void dispatch())
  const timer = setInterval(() => void dispatch(), 2_000)
  await dispatch()

  return {
    take,
    stop: async () => {
      clearInterval(timer)
      stopping.abort(new ExemplarError('cancelled', 'The worker is shutting down.'))
      await stopListening()
      await Promise.allSettled(workers.map((worker) => worker.close()))
    },
  }
}
