import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { closeDb, db, transaction } from '@/lib/platform/db'
import { adoptEnv } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { retryDeadLetter } from './dead-letters'
import { defineJob, handleJob, type JobHandler, type Priority } from './define-job'
import { dispatchOutbox } from './dispatch'
import { enqueue } from './enqueue'
import { closeQueues, queue, queueDepth } from './queues'
import { isUnderWay, reconcile } from './reconcile'
import { type Working, work } from './work'

// The queue's whole life, over both stores. What it works on are errands: rows of a table of this test's own, run by
// a handler that does as the errand says.

interface Backend {
  start(): Promise<void>
  /** Everything that the queue knows is gone, as after a disk was lost. */
  loseEverything(): Promise<void>
  stop(): Promise<void>
}

const onPostgres = (): Backend => ({
  start: async () => adoptEnv({ REDIS_URL: '' }),
  loseEverything: async () => {
    await closeQueues()
    await db().$executeRaw`DROP SCHEMA bullmq CASCADE`
  },
  stop: async () => {},
})

const onRedis = (): Backend => {
  let stop = async () => {}
  let url = ''
  return {
    start: async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'exemplar-redis-'))
      const port = await freePort()
      url = `redis://127.0.0.1:${port}`
      const options = { bind: '127.0.0.1', port, dir: folder, save: '', 'maxmemory-policy': 'noeviction' }
      const server = spawn(
        'redis-server',
        Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
        { stdio: 'ignore' },
      )
      stop = async () => {
        const ended = once(server, 'exit')
        server.kill()
        await ended
        rmSync(folder, { recursive: true, force: true })
      }
      const redis = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
      redis.on('error', () => {}) // until it listens
      await redis.ping()
      await redis.quit()
      adoptEnv({ REDIS_URL: url })
    },
    loseEverything: async () => {
      const redis = new Redis(url)
      await redis.flushall()
      await redis.quit()
    },
    stop: () => stop(),
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

const hasRedis = (() => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const errand = defineJob({
  name: 'test.errand',
  queue: 'light',
  payload: z.object({ id: z.string() }),
  attempts: 3,
  backoffMs: 20,
})

interface ErrandRow {
  id: string
  attempt: number
  state: string
}

/** What each errand does when it is run; by default it succeeds. */
const acts = new Map<string, (time: number) => void | Promise<void>>()
/** Every run, in order. */
const ran: string[] = []

const runErrand = async ({ id }: { id: string }) => {
  ran.push(id)
  await acts.get(id)?.(ran.filter((each) => each === id).length)
  await db().$executeRaw`UPDATE "Errand" SET state = 'done' WHERE id = ${id} AND state = 'due'`
}

const handlers: ReadonlyMap<string, JobHandler> = new Map([
  [
    errand.name,
    handleJob(errand, async () => runErrand, {
      dead: async (tx, { id }) => {
        await tx.$executeRaw`UPDATE "Errand" SET state = 'failed' WHERE id = ${id} AND state = 'due'`
      },
      revive: async (tx, { id }) => {
        const rows = await tx.$queryRaw<ErrandRow[]>`
          UPDATE "Errand" SET state = 'due', attempt = attempt + 1 WHERE id = ${id} AND state = 'failed' RETURNING *`
        await send(tx, rows, 1)
      },
    }),
  ],
])

type Sender = Parameters<typeof enqueue>[0]

const send = (tx: Sender, rows: readonly ErrandRow[], priority: Priority, projectId: string | null = null) =>
  enqueue(
    tx,
    errand,
    rows.map(({ id, attempt }) => ({ rowId: id, attempt, payload: { id } })),
    { priority, projectId },
  )

/** Rows and their jobs, in one transaction, as every stage does it. */
const ask = (ids: readonly string[], priority: Priority = 10, projectId: string | null = null) =>
  transaction(async (tx) => {
    const rows = ids.map((id) => ({ id, attempt: 1, state: 'due' }))
    for (const { id } of rows) await tx.$executeRaw`INSERT INTO "Errand" VALUES (${id}, 1, 'due')`
    await send(tx, rows, priority, projectId)
  })

const reconcileErrands = async () => {
  const due = await db().$queryRaw<ErrandRow[]>`SELECT * FROM "Errand" WHERE state = 'due'`
  let put = 0
  for (const row of due) {
    if (await isUnderWay(errand, row.id, row.attempt)) continue
    await transaction((tx) => send(tx, [row], 10))
    put += 1
  }
  return put
}

const statesOf = async () =>
  Object.fromEntries(
    (await db().$queryRaw<ErrandRow[]>`SELECT * FROM "Errand" ORDER BY id`).map(({ id, state }) => [
      id,
      state,
    ]),
  )

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 25 })
const names = (count: number, prefix = 'batch') =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, '0')}`)

let working: Working | undefined
const startWorker = async (light = 4) => {
  working = await work(handlers, { light, pixels: 0, language: 0, export: 0 })
}
const stopWorker = async () => {
  await working?.stop()
  working = undefined
}

beforeAll(async () => {
  await db().$executeRaw`
    CREATE TABLE "Errand" (id text PRIMARY KEY, attempt int NOT NULL, state text NOT NULL)`
})

afterAll(closeDb)

describe.each([
  { store: 'PostgreSQL', backend: onPostgres(), installed: true },
  { store: 'Redis', backend: onRedis(), installed: hasRedis },
])('the queue on $store', ({ store, backend, installed }) => {
  if (!installed) {
    test.skip(`is not tested on ${store}: no redis-server on this machine`, () => {})
    return
  }

  beforeAll(() => backend.start())
  afterAll(async () => {
    await closeQueues()
    await backend.stop()
  })
  beforeEach(async () => {
    acts.clear()
    ran.length = 0
    await db().$executeRaw`TRUNCATE "Errand"`
    await db().outbox.deleteMany()
    await db().deadLetter.deleteMany()
    await (await queue('light')).obliterate({ force: true })
  })
  afterEach(stopWorker)

  test('runs what a committed transaction asked for, and nothing that a rolled back one did', async () => {
    await startWorker()
    await ask(['wanted'])
    await expect(
      transaction(async (tx) => {
        await send(tx, [{ id: 'unwanted', attempt: 1, state: 'due' }], 1)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    await soon(async () => expect(await statesOf()).toEqual({ wanted: 'done' }))
    await ask(['after'])
    await soon(async () => expect(await statesOf()).toEqual({ wanted: 'done', after: 'done' }))
    expect(ran).toEqual(['wanted', 'after'])
  })

  test('takes a job once although the outbox sent it twice', async () => {
    await ask(['once'])
    const [sent] = await db().outbox.findMany()
    await dispatchOutbox(handlers)
    // As if the first dispatcher had died between the queue's write and its own commit.
    await db().outbox.create({ data: { ...sent!, payload: sent!.payload as object } })
    await dispatchOutbox(handlers)
    expect(await queueDepth('light')).toBe(1)
    await startWorker()
    await soon(async () => expect(await statesOf()).toEqual({ once: 'done' }))
    expect(ran).toEqual(['once'])
  })

  test('tries a failing job again, until it succeeds', async () => {
    acts.set('flaky', (time) => {
      if (time < 3) throw new Error('not yet')
    })
    await startWorker()
    await ask(['flaky'])
    await soon(async () => expect(await statesOf()).toEqual({ flaky: 'done' }))
    expect(ran).toEqual(['flaky', 'flaky', 'flaky'])
    expect(await db().deadLetter.count()).toBe(0)
  })

  test('does not try again what another attempt cannot mend', async () => {
    acts.set('senseless', () => {
      throw new ExemplarError('bad-input', 'This picture is no picture.')
    })
    await startWorker()
    await ask(['senseless'])
    await soon(async () => expect(await statesOf()).toEqual({ senseless: 'failed' }))
    expect(ran).toEqual(['senseless'])
  })

  test('buries a job with its row after the last attempt; an admin has it done again', async () => {
    const project = await db().project.create({ data: { slug: `queue-${store}`, name: 'A project' } })
    const admin: ProjectActor = {
      kind: 'session',
      userId: null,
      siteAdmin: false,
      requestId: null,
      projectId: project.id,
      role: 'admin',
    }
    let broken = true
    acts.set('hopeless', () => {
      if (broken) throw new Error('out of paint')
    })
    await startWorker()
    await ask(['hopeless'], 10, project.id)
    await soon(async () => expect(await statesOf()).toEqual({ hopeless: 'failed' }))
    expect(ran).toHaveLength(errand.attempts)
    const [letter] = await db().deadLetter.findMany()
    expect(letter).toMatchObject({ name: errand.name, error: 'out of paint', projectId: project.id })

    broken = false
    await retryDeadLetter(handlers, admin, letter!.id)
    await soon(async () => expect(await statesOf()).toEqual({ hopeless: 'done' }))
    await expect(retryDeadLetter(handlers, admin, letter!.id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('loses nothing when the queue loses everything: the rows bring it back, once', async () => {
    await ask(names(50))
    await dispatchOutbox(handlers)
    expect(await queueDepth('light')).toBe(50)
    expect(await reconcileErrands()).toBe(0)

    await backend.loseEverything()
    expect(await queueDepth('light')).toBe(0)
    expect(await reconcile([reconcileErrands])).toBe(50)
    expect(await reconcile([reconcileErrands])).toBe(0)
    await startWorker()
    await soon(async () => expect(new Set(Object.values(await statesOf()))).toEqual(new Set(['done'])))
    expect([...ran].sort()).toEqual(names(50))
  })

  test('lets what a person asked for go before 500 batch jobs that came earlier', async () => {
    const batch = names(500)
    acts.set(batch[4]!, async () => {
      // In the middle of the batch a click comes in; the worker that is busy with the batch moves it along.
      await ask(['by-hand'], 1)
      await soon(async () => expect(await db().outbox.count()).toBe(0))
    })
    await ask(batch)
    await dispatchOutbox(handlers)
    expect(await queueDepth('light')).toBe(500)
    await startWorker(1)
    await soon(() => expect(ran.length).toBeGreaterThan(20))
    expect(ran.indexOf('by-hand')).toBe(5)
    expect(ran.filter((id) => id !== 'by-hand').slice(0, 20)).toEqual(batch.slice(0, 20))
  })
})
