import { db } from './db'
import { silenceMs } from './queue/heartbeat'
import { queueDepth } from './queue/queues'
import { storage } from './storage/blobs'

export interface PartHealth {
  readonly ok: boolean
  /** Why not; without addresses or secrets, since anybody may ask. */
  readonly problem?: string
}

export interface Health {
  readonly ok: boolean
  readonly database: PartHealth
  readonly queue: PartHealth
  readonly storage: PartHealth
  readonly worker: PartHealth
}

const probe = async (what: string, check: () => Promise<unknown>): Promise<PartHealth> => {
  let timer: NodeJS.Timeout | undefined
  try {
    await Promise.race([
      check(),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('timed out')), 3_000)
      }),
    ])
    return { ok: true }
  } catch {
    return { ok: false, problem: `The ${what} does not answer.` }
  } finally {
    clearTimeout(timer)
  }
}

const workerHealth = async (): Promise<PartHealth> => {
  const seen = await probe('database', () => db().$queryRaw`SELECT 1`)
  if (!seen.ok) return { ok: false, problem: 'Unknown while the database does not answer.' }
  const alive = await db().workerHeartbeat.count({
    where: { seenAt: { gt: new Date(Date.now() - silenceMs) } },
  })
  return alive > 0
    ? { ok: true }
    : { ok: false, problem: 'No worker has been heard of in the last 30 seconds.' }
}

/** What an installation needs to do its work, each part named. */
export const checkHealth = async (): Promise<Health> => {
  const [database, queue, stored, worker] = await Promise.all([
    probe('database', () => db().$queryRaw`SELECT 1`),
    probe('queue', () => queueDepth('light')),
    probe('storage', () => storage().check()),
    workerHealth(),
  ])
  const ok = database.ok && queue.ok && stored.ok && worker.ok
  return { ok, database, queue, storage: stored, worker }
}
