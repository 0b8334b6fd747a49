import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinPostgres } from './launch/postgres.mjs'
import { databaseOf, launch, makeHome, removeHome } from './testing/installation'

let home: string

beforeAll(() => {
  home = makeHome()
})

afterAll(() => removeHome(home))

async function exemplar(...args: string[]): Promise<{ code: number | null; output: string }> {
  const running = launch('exemplar.mjs', args, { EXEMPLAR_HOME: home })
  return { code: await running.ended, output: running.output() }
}

test('a command that needs no database starts none', async () => {
  expect(await exemplar('--help')).toMatchObject({
    code: 0,
    output: expect.stringContaining('Usage: exemplar'),
  })
  expect(existsSync(path.join(home, 'postgres'))).toBe(false)
})

test('a command that needs one brings it up migrated, and takes it down again', async () => {
  const { code, output } = await exemplar('user', 'list', '--json')
  expect(code, output).toBe(0)
  expect(output.trimEnd().split('\n').at(-1)).toMatch(/^[[{]/)
  expect(existsSync(path.join(home, 'postgres/data'))).toBe(true)
  expect(databaseOf(home)).toBeUndefined()
})

test('a database that somebody else uses is joined and left running', async () => {
  const postgres = await joinPostgres(home)
  try {
    expect((await exemplar('user', 'list')).code).toBe(0)
    expect(databaseOf(home)).toBe(postgres.pid)
  } finally {
    await postgres.leave()
  }
})

test('the exit code of the command is passed on', async () => {
  expect((await exemplar('no-such-command')).code).toBe(2)
})

test('a reader that leaves early breaks nothing', async () => {
  const running = launch('exemplar.mjs', ['--help'], { EXEMPLAR_HOME: home })
  running.process.stdout?.destroy()
  expect(await running.ended, running.output()).toBe(0)
})

test('the doctor says in one finding that a configured database does not answer', async () => {
  const running = launch('exemplar.mjs', ['doctor', '--json'], {
    EXEMPLAR_HOME: home,
    DATABASE_URL: 'postgresql://nobody:nothing@127.0.0.1:1/none',
  })
  expect(await running.ended).toBe(1)
  const { ok, findings } = JSON.parse(running.output().trim().split('\n').at(-1) ?? '')
  expect(ok).toBe(false)
  const failed = findings.filter((finding: { state: string }) => finding.state === 'fail')
  expect(failed).toMatchObject([{ name: 'database', says: expect.stringContaining('127.0.0.1:1') }])
})
