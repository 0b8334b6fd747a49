import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { makeFolder } from '../testing/model-folder'
import { digestFile } from './digest-file'
import { digestFolder } from './digest-folder'
import { listFolders } from './list-folders'
import { openDiffusionFolder } from './open-diffusion-folder'
import { openFolder } from './open-folder'
import { openHubFolder } from './open-hub-folder'

const put = async (root: string, files: Readonly<Record<string, string>>): Promise<string> => {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true })
    await writeFile(path.join(root, file), text)
  }
  return root
}

describe('a model folder', () => {
  it('finds a graph in the first place that has it, full precision before half', async () => {
    const root = await put(await makeFolder(), {
      'onnx/model_fp16.onnx': '',
      'onnx/vision_model.onnx': '',
      'onnx/vision_model_fp16.onnx': '',
      'onnx/text_model_quantized.onnx': '',
      'model.onnx': '',
    })
    const folder = await openFolder(root)
    const places = ['onnx', '']
    expect(folder.onnx(places, 'model')).toBe(path.join(root, 'model.onnx'))
    expect(folder.onnx(places, 'vision_model')).toBe(path.join(root, 'onnx/vision_model.onnx'))
    expect(folder.onnx(places, 'vision_model', 'fp16')).toBe(path.join(root, 'onnx/vision_model_fp16.onnx'))
    // Another precision would be other scores: never by itself.
    expect(() => folder.onnx(places, 'text_model')).toThrow(
      /none of onnx\/text_model\.onnx, .*there is .*onnx\/text_model_quantized\.onnx/,
    )
  })

  it('sees through links to files, and takes a link to nothing for no file', async () => {
    const [root, blobs] = [await makeFolder(), await put(await makeFolder(), { blob: '12345' })]
    await symlink(path.join(blobs, 'blob'), path.join(root, 'config.json'))
    await symlink(path.join(blobs, 'gone'), path.join(root, 'model.onnx'))
    const folder = await openFolder(root)
    expect([...folder.files]).toEqual([['config.json', 5]])
  })

  it('names file and field where a configuration is not what was expected', async () => {
    const root = await put(await makeFolder(), { 'a.json': '{"size": "large"}', 'b.json': '{"size"' })
    const folder = await openFolder(root)
    const schema = z.object({ size: z.number() })
    await expect(folder.readJson('a.json', schema)).rejects.toThrow(/a\.json does not fit: size: /)
    await expect(folder.readJson('b.json', schema)).rejects.toThrow(/b\.json is no JSON \(7 characters\)/)
    await expect(folder.readJson('c.json', schema)).rejects.toMatchObject({
      code: 'not-found',
      field: 'c.json',
    })
    await expect(openFolder(path.join(root, 'none'))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('reads a transformers model with and without a preprocessor', async () => {
    const root = await put(await makeFolder(), {
      'config.json': '{"model_type":"vit"}',
      'onnx/model.onnx': '',
    })
    const hub = await openHubFolder(root)
    expect([hub.config.model_type, hub.processor, hub.has('model'), hub.has('decoder')]).toEqual([
      'vit',
      null,
      true,
      false,
    ])
    await put(root, { 'preprocessor_config.json': '{"size":224,"image_mean":[0.5,0.5,0.5]}' })
    expect((await openHubFolder(root)).processor).toMatchObject({ size: 224, do_normalize: true })
  })
})

const parts = {
  'model_index.json': '{"_class_name":"StableDiffusionXLPipeline"}',
  'scheduler/scheduler_config.json':
    '{"_class_name":"EulerAncestralDiscreteScheduler","timestep_spacing":"trailing"}',
  'unet/config.json': '{"in_channels":4}',
  'unet/model.onnx': '',
  'vae_encoder/model.onnx': '',
  'vae_decoder/model.onnx': '',
  'vae_decoder/config.json': '{"scaling_factor":0.13025}',
  'text_encoder/config.json': '{"hidden_size":8,"num_hidden_layers":3}',
  'text_encoder/model.onnx': '',
  'text_encoder_2/config.json': '{"hidden_size":16,"num_hidden_layers":12}',
  'text_encoder_2/model.onnx': '',
}

describe('an SDXL pipeline', () => {
  it('is read with the defaults of diffusers where its files say nothing', async () => {
    const root = await put(await makeFolder(), parts)
    const pipeline = await openDiffusionFolder(root)
    expect(pipeline).toMatchObject({
      zerosForEmptyPrompt: true,
      scheduler: { timestep_spacing: 'trailing', num_train_timesteps: 1000, prediction_type: 'epsilon' },
      vae: { config: { scaling_factor: 0.13025, latent_channels: 4 } },
      textEncoder2: { config: { num_hidden_layers: 12 } },
      unet: { file: path.join(root, 'unet/model.onnx') },
    })
  })

  it.each(Object.keys(parts))('is refused without %s, naming it', async (missing) => {
    const { [missing as keyof typeof parts]: _, ...rest } = parts
    const root = await put(await makeFolder(), rest)
    await expect(openDiffusionFolder(root)).rejects.toThrow(missing)
  })

  it('of another kind is refused by its name', async () => {
    const root = await put(await makeFolder(), {
      ...parts,
      'model_index.json': '{"_class_name":"FluxPipeline"}',
    })
    await expect(openDiffusionFolder(root)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('FluxPipeline'),
    })
  })
})

describe('digests', () => {
  it('are sha256 of every weight file, and not of what is derived', async () => {
    const root = await put(await makeFolder(), {
      'unet/model.onnx': 'abc',
      'unet/model.onnx_data': '',
      'unet/model.p2p-0123456789abcdef.onnx': 'derived',
      'config.json': '{}',
    })
    expect(await digestFolder(root)).toEqual([
      {
        file: 'unet/model.onnx',
        bytes: 3,
        digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
      {
        file: 'unet/model.onnx_data',
        bytes: 0,
        digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      },
    ])
  })

  it('are remembered for a file that has not changed, and only for that', async () => {
    const [root, cache] = [await put(await makeFolder(), { w: 'one' }), await makeFolder()]
    const file = path.join(root, 'w')
    const time = new Date('2026-01-01T00:00:00Z')
    await utimes(file, time, time)
    const first = await digestFile(file, cache)
    expect(await digestFile(file, cache)).toBe(first)
    // Same inode, size and time: the bytes are not looked at, which is the point of it.
    await writeFile(file, 'two')
    await utimes(file, time, time)
    expect(await digestFile(file, cache)).toBe(first)
    await utimes(file, time, new Date('2026-01-02T00:00:00Z'))
    expect(await digestFile(file, cache)).toBe(await digestFile(file))
  })
})

describe('the folder of models', () => {
  it('lists models one level down or two, and nothing that is no model', async () => {
    const root = await put(await makeFolder(), {
      'sdxl/model_index.json': '{}',
      'sdxl/unet/config.json': '{}',
      'Xenova/clip/config.json': '{}',
      'notes/readme.md': '',
      '.digests/abc': '',
      'loose.onnx': '',
    })
    expect(await listFolders(root)).toEqual(['Xenova/clip', 'sdxl'].map((name) => path.join(root, name)))
    await expect(listFolders(path.join(root, 'none'))).rejects.toMatchObject({ field: 'EXEMPLAR_MODELS' })
  })
})
