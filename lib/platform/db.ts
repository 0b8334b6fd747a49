import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '@/generated/prisma/client'
import { env } from './env'
import { log } from './log'

export { Prisma }

/** A client inside a transaction. Functions that take one never open their own. */
export type Tx = Prisma.TransactionClient

// One pool a process, kept on globalThis because the development server re-evaluates modules on every edit.
const holder = globalThis as typeof globalThis & { exemplarDb?: PrismaClient }

const open = () => {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: 12,
    keepAlive: true,
    application_name: 'exemplar',
  })
  // Idle connections die when PostgreSQL restarts; the pool replaces them, and an unheard 'error' would end the process.
  pool.on('error', (error) => log.warn({ error: error.message }, 'an idle database connection was lost'))
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
}

export const db = (): PrismaClient => {
  holder.exemplarDb ??= open()
  return holder.exemplarDb
}

/** Runs `work` in one transaction. Waits and runs long enough for bulk inserts, short enough to free a stuck lock. */
export const transaction = <T>(work: (tx: Tx) => Promise<T>, timeoutMs = 20_000): Promise<T> =>
  db().$transaction(work, { maxWait: 10_000, timeout: timeoutMs })

export const closeDb = async (): Promise<void> => {
  const held = holder.exemplarDb
  holder.exemplarDb = undefined
  await held?.$disconnect()
}
