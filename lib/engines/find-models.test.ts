import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findModels } from './find-models'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'exemplar-models-'))
})
afterEach(() => rm(root, { recursive: true }))

const add = async (folder: string, file: string, content: unknown) => {
  await mkdir(path.join(root, folder), { recursive: true })
  await writeFile(path.join(root, folder, file), JSON.stringify(content))
}

test('parts are read off the models’ own configuration, in folders of one level or two', async () => {
  await add('stabilityai/sdxl-turbo', 'model_index.json', { _class_name: 'StableDiffusionXLPipeline' })
  await add('clip', 'config.json', { model_type: 'clip' })
  await add('dino', 'config.json', { model_type: 'dinov2_with_registers' })
  await add('notes', 'config.json', { model_type: 'gpt2' })
  expect(await findModels(root)).toEqual({
    editor: path.join(root, 'stabilityai/sdxl-turbo'),
    clip: path.join(root, 'clip'),
    dinov2: path.join(root, 'dino'),
  })
})

test('where two could play a part, models.json decides and its lack is an error that names both', async () => {
  await add('small', 'config.json', { model_type: 'sam' })
  await add('large', 'config.json', { model_type: 'sam' })
  await expect(findModels(root)).rejects.toMatchObject({ message: expect.stringContaining('large, small') })
  await add('', 'models.json', { sam: 'small' })
  expect(await findModels(root)).toEqual({ sam: path.join(root, 'small') })
  await add('', 'models.json', { painter: 'small' })
  await expect(findModels(root)).rejects.toMatchObject({ code: 'bad-input' })
})

test('a folder that is not there is named, with how to fill it', async () => {
  await expect(findModels(path.join(root, 'none'))).rejects.toMatchObject({
    code: 'not-found',
    field: 'EXEMPLAR_MODELS',
  })
})
