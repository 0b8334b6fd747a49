import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { joinPostgres } from './launch/postgres.mjs'
import { databaseOf, lives, makeHome, removeHome } from './testing/installation'

type Postgres = Awaited<ReturnType<typeof joinPostgres>>

let home: string
const joined: Postgres[] = []

async function join(where = home): Promise<Postgres> {
  const postgres = await joinPostgres(where)
  joined.push(postgres)
  return postgres
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

const portOf = (postgres: Postgres) => Number(new URL(postgres.url).port)
const pidFile = () => path.join(home, 'postgres/data/postmaster.pid')

beforeAll(async () => {
  home = makeHome()
  const postgres = await join()
  await query(postgres.url, 'CREATE TABLE kept AS SELECT 7 AS value')
})

afterEach(async () => {
  for (const postgres of joined.splice(0)) await postgres.leave()
})

afterAll(() => removeHome(home))

const expectData = async (postgres: Postgres) =>
  expect(await query(postgres.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }])

test('comes back with its data, on its port', async () => {
  const first = await join()
  const port = portOf(first)
  await first.leave()
  expect(databaseOf(home)).toBeUndefined()
  const second = await join()
  expect(portOf(second)).toBe(port)
  await expectData(second)
})

test('lets nobody in without the password', async () => {
  const { url } = await join()
  const guess = new URL(url)
  guess.password = 'guess'
  await expect(query(guess.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/)
})

test('two homes never share a server', async () => {
  const other = makeHome()
  try {
    const [one, two] = [await join(), await join(other)]
    expect(portOf(one)).not.toBe(portOf(two))
    const [row] = await query<{ found: string | null }>(two.url, `SELECT to_regclass('kept') AS found`)
    expect(row?.found).toBeNull()
    await joined.pop()?.leave()
    await expectData(one)
  } finally {
    removeHome(other)
  }
})

test('moves to a free port when its own was taken while it was down', async () => {
  const first = await join()
  const port = portOf(first)
  await first.leave()
  const other = createServer().listen(port, '127.0.0.1')
  try {
    const second = await join()
    expect(portOf(second)).not.toBe(port)
    await expectData(second)
  } finally {
    other.close()
  }
})

test('starts again after kill -9, though its file names a process that is somebody else by now', async () => {
  const first = await join()
  const file = readFileSync(pidFile(), 'utf8')
  process.kill(first.pid, 'SIGKILL')
  while (lives(first.pid)) await new Promise((resolve) => setTimeout(resolve, 20))
  writeFileSync(pidFile(), file.replace(/^\d+/, String(process.pid)))
  const second = await join()
  expect(second.pid).not.toBe(process.pid)
  await expectData(second)
})

test('gets a new password when the file that kept the old one is lost', async () => {
  const before = (await join()).url
  await joined.pop()?.leave()
  rmSync(path.join(home, 'postgres/access.json'))
  const after = await join()
  expect(new URL(after.url).password).not.toBe(new URL(before).password)
  await expectData(after)
})

test('serves until the last who joined has left, and does not wait for the dead', async () => {
  writeFileSync(path.join(home, 'postgres/users/4194303'), '{"pid":4194303,"started":"1"}')
  const first = await join()
  // A second process of this machine, which lives as long as this test.
  const users = path.join(home, 'postgres/users')
  const parent = path.join(users, String(process.ppid))
  writeFileSync(parent, JSON.stringify({ pid: process.ppid }))
  await first.leave()
  expect(lives(first.pid)).toBe(true)
  rmSync(parent)
  const second = await join()
  expect(second.pid).toBe(first.pid)
  await second.leave()
  expect(lives(first.pid)).toBe(false)
})
