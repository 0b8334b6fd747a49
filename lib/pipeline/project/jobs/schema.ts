import { z } from 'zod'
import { id } from '@/lib/platform/api/base'

export const deadLetterView = z.object({
  id,
  name: z.string().describe('The job: `<stage>.<verb>`.'),
  error: z.string(),
  stack: z.string().nullable(),
  payload: z.unknown().describe('The ids that the job was about.'),
  failedAt: z.date(),
  retriedAt: z.date().nullable(),
  dismissedAt: z.date().nullable(),
})
export type DeadLetterView = z.infer<typeof deadLetterView>

export const runKind = z.enum(['import', 'expansion', 'generation', 'export'])

export const runStatus = z.enum(['queued', 'running', 'paused', 'done', 'cancelled', 'failed'])

export const runView = z.object({
  id,
  kind: runKind,
  name: z.string().describe('A run’s number, an import’s name, a release’s version.'),
  status: runStatus,
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  refused: z.number().int(),
  error: z.string().nullable(),
  ratePerSecond: z
    .number()
    .nullable()
    .describe('Over the last minute; null before there is something to measure.'),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
})
export type RunView = z.infer<typeof runView>

export const queueView = z.object({
  name: z.string(),
  waiting: z.number().int(),
  running: z.number().int(),
  delayed: z.number().int().describe('Waiting to be tried again.'),
})

export const workerView = z.object({
  id: z.string(),
  kind: z.string(),
  startedAt: z.date(),
  seenAt: z.date(),
  alive: z.boolean().describe('Heard of in the last 30 seconds.'),
})

export const machinery = z.object({
  queues: z.array(queueView).nullable().describe('Null while the queue does not answer.'),
  workers: z.array(workerView),
})
export type Machinery = z.infer<typeof machinery>
