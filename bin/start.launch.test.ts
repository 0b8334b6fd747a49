import { existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  databaseOf,
  freePort,
  type Launched,
  launch,
  launchNpm,
  lives,
  makeHome,
  processesOf,
  removeHome,
  until,
} from './testing/installation'

let home: string
let port: number
const launched: Launched[] = []

function start(args: string[] = [], env: Record<string, string> = {}): Launched {
  const running = launch('start.mjs', ['--no-demo', ...args], {
    EXEMPLAR_HOME: home,
    PORT: String(port),
    ...env,
  })
  launched.push(running)
  return running
}

beforeAll(async () => {
  home = makeHome()
  port = await freePort()
})

afterEach(async () => {
  for (const { process, ended } of launched.splice(0)) {
    process.kill('SIGTERM')
    await ended
  }
})

afterAll(() => removeHome(home))

test('starts on an empty home, gets healthy, and leaves no process after SIGTERM', async () => {
  const running = start()
  await running.says(/Exemplar is ready/)
  expect(running.output()).toContain(`http://localhost:${port}`)

  const health = await fetch(`http://127.0.0.1:${port}/api/health`)
  expect(health.status).toBe(200)
  expect(Object.keys(await health.json())).toEqual(
    expect.arrayContaining(['database', 'queue', 'storage', 'worker']),
  )
  for (const secret of ['secrets.json', 'postgres/access.json', 'running.json']) {
    expect(statSync(path.join(home, secret)).mode & 0o777, secret).toBe(0o600)
  }

  const { children, database } = processesOf(home)
  expect([...children, database].every(lives)).toBe(true)
  running.process.kill('SIGTERM')
  expect(await running.ended).toBe(0)
  expect([...children, database].filter(lives)).toEqual([])
  expect(existsSync(path.join(home, 'running.json'))).toBe(false)
})

test('a second start of the same home names the running process and its address, and harms nothing', async () => {
  const first = start()
  await first.says(/Exemplar is ready/)
  const second = start([], { PORT: String(await freePort()) })
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain(`process ${first.process.pid}, at http://localhost:${port}`)
  expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200)
})

test('a taken port is named, with the ways to choose another, before anything is started', async () => {
  const other = createServer().listen(port, '127.0.0.1')
  try {
    const running = start()
    expect(await running.ended).toBe(1)
    expect(running.output()).toMatch(new RegExp(`Port ${port} is taken.*--port \\d+ .*PORT=\\d+`, 's'))
    expect(databaseOf(home)).toBeUndefined()
  } finally {
    other.close()
  }
})

test('after kill -9 the next start ends the orphans, takes over the database, and runs', async () => {
  const killed = start()
  await killed.says(/Exemplar is ready/)
  const before = processesOf(home)
  killed.process.kill('SIGKILL')
  await killed.ended
  expect(lives(before.database)).toBe(true)

  const next = start()
  await next.says(/Exemplar is ready/)
  expect(before.children.filter(lives)).toEqual([])
  expect(processesOf(home).database).toBe(before.database)
  next.process.kill('SIGTERM')
  expect(await next.ended).toBe(0)
  expect(lives(before.database)).toBe(false)
})

test('a worker and a database that are killed come back; a killed web server ends everything', async () => {
  const running = start()
  await running.says(/Exemplar is ready/)
  const { children, database } = processesOf(home)
  const [web, worker] = children as [number, number]

  process.kill(worker, 'SIGKILL')
  await running.says(/The worker was ended by SIGKILL; starting it again/)
  await until(() => processesOf(home).children[1] !== worker)

  process.kill(database, 'SIGKILL')
  await running.says(/The database ended; starting it again/)
  await until(() => ![undefined, database].includes(databaseOf(home)))
  await until(() => lives(databaseOf(home)!))
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).status, { timeout: 60_000 })
    .toBe(200)

  const survivors = processesOf(home)
  process.kill(web, 'SIGKILL')
  expect(await running.ended).toBe(1)
  expect(running.output()).toMatch(/The web server was ended by SIGKILL/)
  expect([...survivors.children, survivors.database].filter(lives)).toEqual([])
})

test('SIGTERM to npm, which passes it on to a shell only, stops everything too', async () => {
  const env = { EXEMPLAR_HOME: home, PORT: String(port) }
  const running = launchNpm(['start', '--', '--no-demo'], env)
  launched.push(running)
  await running.says(/Exemplar is ready/)
  const { launcher, children, database } = processesOf(home)
  running.process.kill('SIGTERM')
  await until(() => [launcher, ...children, database].filter(lives).length === 0)
})

test('Ctrl-C in the middle of the way up undoes what was done', async () => {
  const running = start()
  await running.says(/Starting web server and worker/)
  await until(() => existsSync(path.join(home, 'running.json')))
  const { children, database } = processesOf(home)
  running.process.kill('SIGINT')
  expect(await running.ended).toBe(0)
  expect([...children, database].filter(lives)).toEqual([])
})

test.each([
  [['--port', '70000'], /--port is "70000", which is no port/],
  [['--prot', '3000'], /Unknown option '--prot'/],
])('refuses %j by name', async (args, message) => {
  const running = start(args)
  expect(await running.ended).toBe(1)
  expect(running.output()).toMatch(message)
})
