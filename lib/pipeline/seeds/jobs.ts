import { z } from 'zod'
import { defineJob, handleJob } from '@/lib/platform/queue/define-job'

/** Enqueued by review when a candidate becomes a sample or stops being one. */
export const adoptSampleJob = defineJob({
  name: 'seeds.adopt-sample',
  queue: 'light',
  payload: z.object({ candidateId: z.uuid() }),
})

export const seedsHandlers = [
  handleJob(adoptSampleJob, async () => (await import('./adopt-sample')).adoptSample),
]
