import { rename, symlink, truncate, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder, putTinyUnet } from '../testing/model-folder'
import { OnnxWriter } from '../testing/onnx-writer'
import { random, tinyWeights } from '../testing/tiny-unet'
import { openModel } from './open-session'
import { probeProvider, resolveProvider } from './providers'

const weights = tinyWeights(3)

const feeds = () => ({
  sample: random(1, 2, 4, 2, 2),
  timestep: { dims: [], data: Float32Array.of(1) },
  encoder_hidden_states: random(2, 2, 77, 6),
  text_embeds: random(3, 2, 5),
  time_ids: random(4, 2, 6),
})

const put = async (write: (onnx: OnnxWriter) => void): Promise<string> => {
  const onnx = new OnnxWriter({ opset: 17, type: 'float32' })
  write(onnx)
  const file = path.join(await makeFolder(), 'model.onnx')
  await writeFile(file, onnx.finish().model)
  return file
}

describe('a model', () => {
  it('tells its tensors, runs, and counts the time inside the runtime', async () => {
    const model = await openModel(await putTinyUnet(await makeFolder(), weights))
    expect(model.inputs.get('sample')).toEqual({
      name: 'sample',
      type: 'float32',
      dims: ['batch', 4, 'height', 'width'],
    })
    const { out_sample: out } = await model.run(feeds())
    expect(out!.dims).toEqual([2, 4, 2, 2])
    expect(model.sessionMs).toBeGreaterThan(0)
    await model.release()
  })

  it('is fed and answers float32 whatever its own precision', async () => {
    const narrow = await openModel(await putTinyUnet(await makeFolder(), weights, { type: 'float16' }))
    const wide = await openModel(await putTinyUnet(await makeFolder(), weights))
    expect(narrow.inputs.get('sample')?.type).toBe('float16')
    const { out_sample: a } = await narrow.run(feeds())
    const { out_sample: b } = await wide.run(feeds())
    expect(a!.data).toBeInstanceOf(Float32Array)
    a!.data.forEach((value, i) => {
      expect(value).toBeCloseTo(b!.data[i]!, 1)
    })
  })

  it('takes ids as int32 for int64, negative ones too, and a single value in the rank that is declared', async () => {
    const file = await put((onnx) => {
      const ids = onnx.input('ids', ['n'], 'int64')
      const step = onnx.input('step', [1])
      const wide = onnx.add('Cast', [ids], { to: 1 })
      onnx.add('Mul', [wide, step], {}, { output: 'product' })
      onnx.output('product', ['n'])
    })
    const model = await openModel(file)
    const ids = { dims: [3], data: Int32Array.of(-7, 0, 49_407) }
    const { product } = await model.run({ ids, step: { dims: [], data: Float32Array.of(2) } })
    expect([...product!.data]).toEqual([-14, 0, 98_814])
  })

  it.each([
    [
      'a missing input',
      { sample: undefined },
      /“sample” is missing; expected float32 \[batch, 4, height, width\]/,
    ],
    [
      'another rank',
      { sample: random(1, 4, 2, 2) },
      /“sample” expects float32 \[batch, 4, .*got \[4, 2, 2\]/,
    ],
    ['another size', { sample: random(1, 2, 3, 2, 2) }, /“sample” expects .*got \[2, 3, 2, 2\]/],
    [
      'too few values',
      { sample: { dims: [2, 4, 2, 2], data: new Float32Array(5) } },
      /has 5 values for \[2, 4, 2, 2\]/,
    ],
    [
      'an input that there is not',
      { picture: random(1, 1) },
      /“picture” is no input of this model; it has sample, /,
    ],
  ])('refuses %s, naming file and tensor', async (_title, change, problem) => {
    const model = await openModel(await putTinyUnet(await makeFolder(), weights))
    const given = Object.fromEntries(Object.entries({ ...feeds(), ...change }).filter(([, value]) => value))
    await expect(model.run(given as never)).rejects.toThrow(problem)
    await expect(model.run(given as never)).rejects.toThrow(/^model\.onnx/)
  })

  it('refuses to give an output that there is not', async () => {
    const model = await openModel(await putTinyUnet(await makeFolder(), weights))
    await expect(model.run(feeds(), ['noise'])).rejects.toThrow(/“noise” is no output .* it has out_sample/)
  })

  it('names the file where the graph itself fails', async () => {
    const file = await put((onnx) => {
      const a = onnx.input('a', ['n'])
      onnx.add('Add', [a, onnx.input('b', ['m'])], {}, { output: 'sum' })
      onnx.output('sum', ['n'])
    })
    const model = await openModel(file)
    await expect(model.run({ a: random(1, 2), b: random(1, 3) })).rejects.toMatchObject({
      code: 'internal',
      field: file,
    })
  })
})

describe('a file that cannot be opened', () => {
  it('is missing', async () => {
    await expect(openModel('/no/such/model.onnx')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is truncated: the error says so, and by how much', async () => {
    const file = await putTinyUnet(await makeFolder(), weights)
    await truncate(file, 2_000)
    await expect(openModel(file)).rejects.toThrow(
      /model\.onnx is truncated: it has 2000 bytes, and its contents/,
    )
  })

  it('is a page that was saved in its place', async () => {
    const file = path.join(await makeFolder(), 'model.onnx')
    await writeFile(file, '<!doctype html><title>404</title>')
    await expect(openModel(file)).rejects.toThrow(/is no ONNX file|is truncated/)
  })

  const external = async () => {
    const folder = await makeFolder()
    const file = await putTinyUnet(folder, weights, { external: 'model.onnx_data' })
    return { file, data: path.join(folder, 'model.onnx_data') }
  }

  it('lacks its weights, or part of them', async () => {
    const { file, data } = await external()
    await (await openModel(file)).release()
    await truncate(data, 100)
    await expect(openModel(file)).rejects.toThrow(
      /“weight_\d+” is in model\.onnx_data, at bytes .*truncated, it has 100/,
    )
    await unlink(data)
    await expect(openModel(file)).rejects.toThrow(/in model\.onnx_data, which is missing/)
  })

  it('has its weights behind a symbolic link: the error says how to mend it', async () => {
    const { file, data } = await external()
    const blob = path.join(await makeFolder(), 'blob')
    await rename(data, blob)
    await symlink(blob, data)
    await expect(openModel(file)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(`a symbolic link to ${blob}`),
      fix: expect.stringContaining(`ln -f "${blob}" "${data}"`),
    })
  })
})

describe('an execution provider', () => {
  it('that is missing is an error that says how to install it', async () => {
    const cuda = await probeProvider('cuda')
    if (cuda.usable) return expect(await resolveProvider('cuda')).toBe('cuda')
    await expect(resolveProvider('cuda')).rejects.toMatchObject({
      code: 'unavailable',
      fix: expect.stringContaining('npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12'),
    })
    const file = await putTinyUnet(await makeFolder(), weights)
    await expect(openModel(file, { provider: 'cuda' })).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('is found by auto, and the CPU always is', async () => {
    expect(await resolveProvider('cpu')).toBe('cpu')
    expect(['cpu', 'cuda', 'webgpu']).toContain(await resolveProvider('auto'))
  })
})
