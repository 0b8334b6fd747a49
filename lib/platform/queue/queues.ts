import {
  createPostgresBackend,
  type Processor,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { type QueueName, queueNames } from './define-job'

// BullMQ has one API over two stores. PostgreSQL is the default, so that a laptop needs nothing else; REDIS_URL
// switches to Redis. Everything that depends on the choice is in this file.

const prefix = 'exemplar'

interface Backend {
  makeQueue(name: QueueName): Queue
  makeWorker(name: QueueName, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker
  close(): Promise<void>
}

const postgresBackend = async (): Promise<Backend> => {
  // BullMQ reads its schema from the search path of a pool that it is given.
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: 10,
    keepAlive: true,
    options: '-c search_path=bullmq',
    application_name: 'exemplar-queue',
  })
  pool.on('error', (error) => log.warn({ error: error.message }, 'an idle queue connection was lost'))
  pool.setMaxListeners(0) // every queue and every worker listens to it, which is no leak
  const client = await pool.connect()
  try {
    await runMigrations(client as never, 'bullmq')
  } finally {
    client.release()
  }
  const connection = pool as never
  return {
    makeQueue: (name) => new Queue(name, { connection } as QueueOptions, createPostgresBackend as never),
    makeWorker: (name, processor, options) =>
      new Worker(
        name,
        processor,
        { ...options, connection } as WorkerOptions,
        createPostgresBackend as never,
      ),
    close: () => pool.end(),
  }
}

const redisBackend = async (url: string): Promise<Backend> => {
  // Producers fail fast, so that nothing hangs on a queue that is away; workers wait for it to come back.
  const producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: true })
  const consumer = new Redis(url, { maxRetriesPerRequest: null })
  for (const redis of [producer, consumer])
    redis.on('error', (error) => log.warn({ error: error.message }, 'redis'))
  return {
    makeQueue: (name) => new Queue(name, { connection: producer as never, prefix }),
    makeWorker: (name, processor, options) =>
      new Worker(name, processor, { ...options, connection: consumer as never, prefix }),
    close: async () => {
      await Promise.allSettled([producer.quit(), consumer.quit()])
    },
  }
}

const holder = globalThis as typeof globalThis & {
  exemplarQueues?: Promise<{ backend: Backend; queues: Map<QueueName, Queue> }>
}

const open = async () => {
  const { REDIS_URL } = env()
  const backend = REDIS_URL ? await redisBackend(REDIS_URL) : await postgresBackend()
  const queues = new Map(queueNames.map((name) => [name, backend.makeQueue(name)]))
  for (const queue of queues.values())
    queue.on('error', (error) => log.warn({ error: error.message }, 'queue'))
  return { backend, queues }
}

const opened = () => {
  holder.exemplarQueues ??= open().catch((error) => {
    holder.exemplarQueues = undefined // the next caller tries again
    throw error
  })
  return holder.exemplarQueues
}

export const queue = async (name: QueueName): Promise<Queue> => {
  const found = (await opened()).queues.get(name)
  if (!found) throw new Error(`there is no queue ${name}`)
  return found
}

export const makeWorker = async (
  name: QueueName,
  processor: Processor,
  options: Omit<WorkerOptions, 'connection'>,
): Promise<Worker> => (await opened()).backend.makeWorker(name, processor, options)

/** Jobs waiting or running in one queue; throws when the queue is away. */
export const queueDepth = async (name: QueueName): Promise<number> => {
  const counts = await (await queue(name)).getJobCounts('waiting', 'prioritized', 'delayed', 'active')
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

export const closeQueues = async (): Promise<void> => {
  const held = holder.exemplarQueues
  holder.exemplarQueues = undefined
  if (!held) return
  const { backend, queues } = await held
  await Promise.allSettled([...queues.values()].map((each) => each.close()))
  await backend.close()
}
