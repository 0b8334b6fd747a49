import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { identifyModel } from './identify-model'

let folder: string

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'exemplar-model-')), 'tiny-clip')
  await mkdir(path.join(folder, 'onnx'), { recursive: true })
  await writeFile(path.join(folder, 'onnx/model.onnx'), 'graph')
  await writeFile(path.join(folder, 'onnx/model.onnx_data'), 'weights')
})
afterEach(() => rm(path.dirname(folder), { recursive: true }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

it('names a model by its weights, as sha256sum would list them', async () => {
  const list = `${sha256('graph')}  onnx/model.onnx\n${sha256('weights')}  onnx/model.onnx_data\n`
  expect(await identifyModel(folder)).toEqual({ name: 'tiny-clip', digest: sha256(list), licence: 'unknown' })
})

it('is another model with other weights, and the same with another card', async () => {
  const { digest } = await identifyModel(folder)
  await writeFile(
    path.join(folder, 'README.md'),
    '---\nlicense: other\nlicense_name: "sai-nc-community"\n---\n# Tiny\n',
  )
  expect(await identifyModel(folder)).toMatchObject({ digest, licence: 'sai-nc-community' })
  await writeFile(path.join(folder, 'onnx/model.onnx_data'), 'Weights')
  expect((await identifyModel(folder)).digest).not.toBe(digest)
})
