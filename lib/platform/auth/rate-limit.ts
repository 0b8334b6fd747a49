import { db } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'

/**
 * Counts one try under `key` and throws `rate-limited` past `limit` in a window. Kept in PostgreSQL, so that many
 * web processes share one count.
 */
export const countTry = async (key: string, limit: number, windowSeconds: number): Promise<void> => {
  const [row] = await db().$queryRaw<{ count: number; waitSeconds: number }[]>`
    INSERT INTO "RateLimit" AS held (key, count, "windowEnd")
    VALUES (${key}, 1, now() + ${windowSeconds} * interval '1 second')
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN held."windowEnd" < now() THEN 1 ELSE held.count + 1 END,
      "windowEnd" = CASE WHEN held."windowEnd" < now() THEN EXCLUDED."windowEnd" ELSE held."windowEnd" END
    RETURNING count, ceil(extract(epoch FROM "windowEnd" - now()))::int AS "waitSeconds"`
  if (row && row.count > limit)
    throw new ExemplarError(
      'rate-limited',
      `Too many tries. Wait ${Math.ceil(row.waitSeconds / 60)} min and try again.`,
      {
        detail: { retryAfterSeconds: row.waitSeconds },
      },
    )
}

export const forgetTries = async (key: string): Promise<void> => {
  await db().rateLimit.deleteMany({ where: { key } })
}
