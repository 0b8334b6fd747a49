import { db, type Prisma } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'

const beatMs = 5_000

/** A worker that has not been heard of for so long is taken for dead. */
export const silenceMs = 30_000

/**
 * Says every few seconds that a worker lives, and `info` of what it can do. Returns how to say that it stopped.
 */
export const beatHeart = async (
  id: string,
  kind: string,
  info: Readonly<Record<string, unknown>> = {},
): Promise<() => Promise<void>> => {
  const startedAt = new Date()
  // All of it each time: in containers a restarted worker has the id of the one before, and may have other models.
  const beat = async () => {
    const now = { kind, info: info as Prisma.InputJsonObject, startedAt, seenAt: new Date() }
    await db().workerHeartbeat.upsert({ where: { id }, update: now, create: { id, ...now } })
  }
  await beat()
  // Those that were killed could not take their own row away.
  await db().workerHeartbeat.deleteMany({ where: { seenAt: { lt: new Date(Date.now() - 3_600_000) } } })
  const timer = setInterval(() => {
    beat().catch((error) => log.warn({ error: error.message }, 'the heartbeat could not be written'))
  }, beatMs)
  return async () => {
    clearInterval(timer)
    await db().workerHeartbeat.deleteMany({ where: { id } })
  }
}
