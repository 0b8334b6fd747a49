import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { beforeEach, expect, it, vi } from 'vitest'
import { makeFolder, putTinyUnet } from '@/lib/diffusion/testing/model-folder'
import { tinyWeights } from '@/lib/diffusion/testing/tiny-unet'
import { modelsCommand } from '../commands/models'
import { exitCodes } from '../exit-codes'

let home: string
let models: string

beforeEach(async () => {
  home = await makeFolder()
  models = await makeFolder()
  vi.stubEnv('EXEMPLAR_HOME', home)
  vi.stubEnv('EXEMPLAR_MODELS', models)
  return () => vi.unstubAllEnvs()
})

/** What a command prints with `--json`, and its exit code. */
const run = async (...words: string[]): Promise<{ result: Record<string, unknown>; code: unknown }> => {
  const printed: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  // A command lets go of the launcher that started it; here that would be the test runner.
  const channel = vi.spyOn(process, 'disconnect').mockImplementation(() => {})
  try {
    const program = new Command('exemplar').option('--json').addCommand(modelsCommand())
    await program.parseAsync(['models', ...words, '--json'], { from: 'user' })
    return { result: JSON.parse(printed.join('')), code: process.exitCode }
  } finally {
    process.exitCode = 0
    for (const one of [spy, errors, channel]) one.mockRestore()
  }
}

const putUnet = async (name: string): Promise<string> => {
  const folder = path.join(models, name, 'unet')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(models, name, 'model_index.json'), '{"_class_name":"StableDiffusionXLPipeline"}')
  return putTinyUnet(folder, tinyWeights(1), { external: 'model.onnx_data' })
}

it('lists what lies under EXEMPLAR_MODELS, and what it can play', async () => {
  expect(await run('list')).toMatchObject({ code: exitCodes.done, result: { folder: models, models: [] } })
  await putUnet('half-a-model')
  expect((await run('list')).result.models).toEqual([
    { name: 'half-a-model', kind: 'StableDiffusionXLPipeline', bytes: expect.any(Number), roles: [] },
  ])
})

it('says with exit code 5 that a model can play no part, and why', async () => {
  await putUnet('half-a-model')
  const { result, code } = await run('check', 'half-a-model', '--role', 'editor')
  expect(code).toBe(exitCodes.refused)
  expect(result.roles).toEqual([
    {
      role: 'editor',
      ok: false,
      problems: [
        { says: expect.stringContaining('has no scheduler/scheduler_config.json'), fix: expect.any(String) },
      ],
    },
  ])
})

it('prepares a model by its name, once, and knows its weights by their digests', async () => {
  const source = await putUnet('team--model')
  const before = await stat(source)
  const first = await run('prepare', 'team/model', '--provider', 'cpu')
  expect(first).toMatchObject({
    code: exitCodes.done,
    result: {
      source,
      isNew: true,
      provider: 'cpu',
      weights: [{ file: 'unet/model.onnx' }, { file: 'unet/model.onnx_data' }],
    },
  })
  expect((await run('prepare', 'team/model', '--provider', 'cpu')).result).toEqual({
    ...first.result,
    isNew: false,
  })
  expect(await stat(source)).toMatchObject({ mtimeMs: before.mtimeMs, size: before.size })
  expect(await readdir(path.dirname(source))).toHaveLength(3)
})

it('names a model that there is not, with exit code 3', async () => {
  const { result, code } = await run('prepare', 'no/such')
  expect(code).toBe(exitCodes.notFound)
  expect(result.error).toMatchObject({ code: 'not-found', field: 'folder' })
})
