import { db } from '@/lib/platform/db'
import { queueNames } from '@/lib/platform/queue/define-job'
import { silenceMs } from '@/lib/platform/queue/heartbeat'
import { queue } from '@/lib/platform/queue/queues'
import type { Machinery } from './schema'

const answerMs = 3_000

const countQueues = async () =>
  Promise.all(
    queueNames.map(async (name) => {
      const counts = await (await queue(name)).getJobCounts('waiting', 'prioritized', 'delayed', 'active')
      return {
        name,
        waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
        running: counts.active ?? 0,
        delayed: counts.delayed ?? 0,
      }
    }),
  )

/** The state of what runs jobs, the same for every project. A queue that is away must not take the page with it. */
export const getMachinery = async (): Promise<Machinery> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), answerMs)
  })
  const [queues, rows] = await Promise.all([
    Promise.race([countQueues().catch(() => null), late]).finally(() => clearTimeout(timer)),
    db().workerHeartbeat.findMany({ orderBy: { startedAt: 'asc' }, take: 200 }),
  ])
  return {
    queues,
    workers: rows.map(({ id, kind, startedAt, seenAt }) => ({
      id,
      kind,
      startedAt,
      seenAt,
      alive: Date.now() - seenAt.getTime() < silenceMs,
    })),
  }
}
