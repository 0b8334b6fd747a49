import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Topic } from './topic'
import { verifyFolder } from './verify-folder'

const made: string[] = []
afterEach(async () => {
  await Promise.all(made.splice(0).map((dir) => rm(dir, { recursive: true })))
})

const fixturesFolder = async (files: Record<string, unknown>): Promise<string> => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'verify-'))
  made.push(root)
  for (const [name, value] of Object.entries({ 'manifest.json': { roles: { sdxl: 'small' } }, ...files })) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true })
    await writeFile(path.join(root, name), JSON.stringify(value))
  }
  return root
}

/** Doubles numbers, and cannot read minus one. */
const doubling: Topic = {
  name: 'doubling',
  cases: async (folder) =>
    (await folder.json('cases.json', z.array(z.tuple([z.number(), z.number()])))).map(
      ([given, expected]) => ({
        name: `of ${given}`,
        check: (comparison) => {
          if (given === -1) throw new Error('it cannot be read')
          comparison.close('twice', [given * 2], [expected], { atol: folder.atol('cases.json', 9) })
        },
      }),
    ),
}
const other: Topic = { name: 'other', cases: async () => [] }
const topics = [doubling, other]
const manifest = { files: { 'cases.json': { atol: 0.1 } } }

describe('verifying a folder', () => {
  it('checks every case with the tolerance of the folder, and names the topics that it lacks', async () => {
    const root = await fixturesFolder({
      'cases/doubling/manifest.json': manifest,
      'cases/doubling/cases.json': [
        [1, 2.05],
        [2, 4],
      ],
      'cases/unheard-of/manifest.json': {},
    })
    const verdict = await verifyFolder(root, { topics })
    expect(verdict).toMatchObject({ ok: true, skipped: ['other'], unknown: ['unheard-of'] })
    expect(verdict.cases.map(({ name, error, tolerance }) => [name, error.toFixed(3), tolerance])).toEqual([
      ['of 1', '0.050', 0.1],
      ['of 2', '0.000', 0.1],
    ])
  })

  it('fails when one case misses or throws, and still checks the others', async () => {
    const root = await fixturesFolder({
      'cases/doubling/manifest.json': manifest,
      'cases/doubling/cases.json': [
        [-1, -2],
        [1, 3],
        [2, 4],
      ],
    })
    const { ok, cases } = await verifyFolder(root, { topics })
    expect(ok).toBe(false)
    expect(cases.map((c) => c.ok)).toEqual([false, false, true])
    expect(cases[0]?.what).toBe('it cannot be read')
  })

  it('fails a topic whose lists are damaged, and a folder of nothing', async () => {
    const damaged = { 'cases/doubling/manifest.json': manifest, 'cases/doubling/cases.json': [['x']] }
    const { ok, cases } = await verifyFolder(await fixturesFolder(damaged), { topics })
    expect(ok).toBe(false)
    expect(cases[0]).toMatchObject({
      name: '*',
      what: expect.stringMatching(/cases\.json is not what was expected/),
    })
    expect(await verifyFolder(await fixturesFolder({}), { topics })).toMatchObject({ ok: false, cases: [] })
  })

  it('refuses an unknown topic by name, and a folder without a manifest', async () => {
    const root = await fixturesFolder({})
    await expect(verifyFolder(root, { topics, only: ['trebling'] })).rejects.toThrow(/no topic “trebling”/)
    await expect(verifyFolder(path.join(root, 'cases'), { topics })).rejects.toThrow(
      /manifest\.json cannot be read/,
    )
  })
})
