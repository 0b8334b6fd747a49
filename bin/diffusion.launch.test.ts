import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { fixturePath, fixturesDir, needsFixtures } from '../lib/imaging/testing/fixtures'

// The headless line with a diffusion model: small ones of the real layout, in a device's own process.

const root = path.resolve(import.meta.dirname, '..')
const work = mkdtempSync(path.join(tmpdir(), 'exemplar-diffusion-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const record = (index: number) => ({
  edit_instruction: 'Make it evening',
  input_text: 'a cup of coffee on a wooden table',
  input_image: 'coffee.png',
  output_text: 'a cup of coffee on a wooden table in the evening',
  global_idx: index,
})

const exemplar = async (args: readonly string[]) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(root, 'bin/exemplar.mjs'), ...args, '--json'],
    {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: '',
        EXEMPLAR_HOME: path.join(work, 'home'),
        EXEMPLAR_THREADS: '1',
      },
      maxBuffer: 2 ** 24,
    },
  ).catch((error: { stdout: string; code: number }) => {
    // 5: done in part, since random weights make nothing that a filter would keep.
    if (error.code !== 5) throw error
    return error
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

test.skipIf(!fixturesDir)(
  `each shard of the records is made by the model, and goes on when it is asked for again${needsFixtures}`,
  async () => {
    const records = path.join(work, 'records.jsonl')
    const rows = [record(0), record(1), record(2)]
    writeFileSync(records, rows.map((row) => JSON.stringify(row)).join('\n'))
    const run = (shard: string) =>
      exemplar([
        ...['run', '--records', records, '--images', fixturePath('photos'), '--out', path.join(work, 'out')],
        ...['--models', fixturePath('models'), '--mode', 'free-form', '--samples', '2', '--seed', '3'],
        ...['--shard', shard],
      ])
    const first = await run('1/2')
    expect(first).toMatchObject({ records: 2, made: 2, refused: 0, failed: 0, candidates: 4 })
    expect(await run('2/2')).toMatchObject({ records: 1, made: 1, refused: 0, failed: 0, candidates: 2 })
    expect(await run('1/2')).toEqual(first)
    expect(existsSync(path.join(work, 'out'))).toBe(first.rows > 0)
  },
  600_000,
)

test.skipIf(!fixturesDir)(
  `a command whose models cannot be computed ends with the reason, and not never${needsFixtures}`,
  async () => {
    const args = ['reproduce', '00000000-0000-7000-8000-000000000000', '--models', fixturePath('models')]
    const ended = await promisify(execFile)(
      process.execPath,
      [path.join(root, 'bin/exemplar.mjs'), ...args],
      {
        cwd: root,
        env: {
          ...process.env,
          DATABASE_URL: '',
          EXEMPLAR_HOME: path.join(work, 'home'),
          EXEMPLAR_PROVIDER: 'cuda',
        },
        timeout: 60_000,
      },
    ).catch((error: { code: number | null; stderr: string }) => error)
    // Where there is such a card, it is the candidate that is missing.
    expect(ended).toMatchObject({
      code: expect.any(Number),
      stderr: expect.stringMatching(/provider|candidate/),
    })
  },
  120_000,
)
