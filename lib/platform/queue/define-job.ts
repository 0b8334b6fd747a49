import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Tx } from '@/lib/platform/db'

/**
 * Where a job runs. A queue is a kind of resource, so that one kind's backlog never stands before another's. `device`
 * is taken by workers that have models and a device to run them on, and by no other.
 */
export const queueNames = ['light', 'pixels', 'device', 'language', 'export'] as const
export type QueueName = (typeof queueNames)[number]

/** 1: somebody waits for it; 10: batch. Lower goes first in every queue. */
export type Priority = 1 | 10

export interface JobDefinition<P = unknown> {
  /** `<stage>.<verb>`. */
  readonly name: string
  readonly queue: QueueName
  /** Ids only: the worker re-reads the rows, and stops if their state moved on. */
  readonly payload: z.ZodType<P>
  readonly attempts: number
  /** Before the first retry; doubles with each. */
  readonly backoffMs: number
}

export const defineJob = <P>(
  definition: Pick<JobDefinition<P>, 'name' | 'queue' | 'payload'> & Partial<JobDefinition<P>>,
): JobDefinition<P> => ({ attempts: 4, backoffMs: 1_000, ...definition })

export interface JobContext {
  readonly jobId: string
  readonly priority: Priority
  /** Aborted when the worker shuts down: stop at the next safe point and throw; the job will run again. */
  readonly signal: AbortSignal
  readonly log: Logger
}

export interface JobHandler {
  readonly definition: JobDefinition<never>
  run(payload: unknown, context: JobContext): Promise<void>
  /** After the last attempt failed: brings the rows to their end state, in the dead letter's transaction. */
  dead?(tx: Tx, payload: unknown, error: Error): Promise<void>
  /** Makes the work due again when an admin retries a dead letter; default: the same payload under a new id. */
  revive?(tx: Tx, payload: unknown): Promise<void>
}

/**
 * Binds a definition to its handler, loaded when the first such job comes, so that a process loads only what it runs.
 */
export const handleJob = <P>(
  definition: JobDefinition<P>,
  load: () => Promise<(payload: P, context: JobContext) => Promise<void>>,
  ends: {
    dead?: (tx: Tx, payload: P, error: Error) => Promise<void>
    revive?: (tx: Tx, payload: P) => Promise<void>
  } = {},
): JobHandler => ({
  definition: definition as JobDefinition<never>,
  run: async (payload, context) => (await load())(definition.payload.parse(payload), context),
  ...(ends.dead && {
    dead: (tx, payload, error) =>
      ends.dead?.(tx, definition.payload.parse(payload), error) ?? Promise.resolve(),
  }),
  ...(ends.revive && {
    revive: (tx, payload) => ends.revive?.(tx, definition.payload.parse(payload)) ?? Promise.resolve(),
  }),
})
