import { chmod, readdir, readFile, rename, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openModel } from '../onnx/open-session'
import { makeFolder, putTinyUnet } from '../testing/model-folder'
import { OnnxWriter } from '../testing/onnx-writer'
import { random, tinyWeights } from '../testing/tiny-unet'
import { openControlledUnet } from './controlled-unet'
import { prepareUnet } from './prepare-unet'

const weights = tinyWeights(5)

describe('prepare', () => {
  it('writes one graph beside the source, once, and changes nothing else', async () => {
    const folder = await makeFolder()
    const source = await putTinyUnet(folder, weights)
    const before = await readFile(source)
    const first = await prepareUnet(source)
    expect(first).toMatchObject({ source, isNew: true })
    expect(path.basename(first.file)).toMatch(/^model\.p2p-[0-9a-f]{16}\.onnx$/)
    const { mtimeMs, ino } = await stat(first.file)
    const second = await prepareUnet(source)
    expect(second).toEqual({ ...first, isNew: false })
    expect(await stat(first.file)).toMatchObject({ mtimeMs, ino })
    expect(await readFile(source)).toEqual(before)
    expect((await readdir(folder)).sort()).toEqual(['model.onnx', path.basename(first.file)].sort())
  })

  it('goes by what is in the source: other weights, another graph', async () => {
    const folder = await makeFolder()
    const first = await prepareUnet(await putTinyUnet(folder, weights))
    const second = await prepareUnet(await putTinyUnet(folder, tinyWeights(6)))
    expect(second).toMatchObject({ isNew: true })
    expect(second.file).not.toBe(first.file)
  })

  it('makes anew what a failing disk cut short', async () => {
    const source = await putTinyUnet(await makeFolder(), weights)
    const { file } = await prepareUnet(source)
    const { size } = await stat(file)
    await truncate(file, size - 10)
    expect(await prepareUnet(source)).toMatchObject({ file, isNew: true })
    expect((await stat(file)).size).toBe(size)
  })

  it('leaves weights in their own file, which the graph goes on naming', async () => {
    const folder = await makeFolder()
    const source = await putTinyUnet(folder, weights, { external: 'model.onnx_data' })
    const inline = await putTinyUnet(await makeFolder(), weights)
    const data = path.join(folder, 'model.onnx_data')
    const before = await stat(data)
    const { file } = await prepareUnet(source)
    expect(path.dirname(file)).toBe(folder)
    expect(await stat(data)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs, size: before.size })
    expect((await readFile(file)).includes(weightsOf(await readFile(data)))).toBe(false)
    const call = {
      sample: random(1, 2, 4, 2, 2),
      timestep: 1,
      embeds: random(2, 2, 77, 6),
      pooled: random(3, 2, 5),
      timeIds: random(4, 2, 6),
    }
    const one = await openControlledUnet(folder)
    const other = await openControlledUnet(path.dirname(inline))
    expect((await one.run(call, null)).out).toEqual((await other.run(call, null)).out)
  })

  it('links a read-only model’s weights into Exemplar’s own folder, without a copy', async () => {
    const [folder, home] = [await makeFolder(), await makeFolder()]
    const source = await putTinyUnet(folder, weights, { external: 'model.onnx_data' })
    await chmod(folder, 0o555)
    try {
      const prepared = await prepareUnet(source, { home })
      expect(prepared).toMatchObject({ isNew: true })
      expect(prepared.file.startsWith(home)).toBe(true)
      const linked = await stat(path.join(path.dirname(prepared.file), 'model.onnx_data'))
      expect(linked.ino).toBe((await stat(path.join(folder, 'model.onnx_data'))).ino)
      await (await openModel(prepared.file)).release()
      expect(await prepareUnet(source, { home })).toEqual({ ...prepared, isNew: false })
      await expect(prepareUnet(source)).rejects.toMatchObject({
        code: 'refused',
        fix: expect.stringContaining('Make the folder writable'),
      })
      expect((await readdir(folder)).sort()).toEqual(['model.onnx', 'model.onnx_data'])
    } finally {
      await chmod(folder, 0o755)
    }
  })

  it('keeps read-only models apart that share a graph and differ in weights', async () => {
    const home = await makeFolder()
    const folders = await Promise.all([makeFolder(), makeFolder()])
    const graphs = await Promise.all(
      folders.map((folder, i) => putTinyUnet(folder, tinyWeights(i), { external: 'model.onnx_data' })),
    )
    expect(await readFile(graphs[0]!)).toEqual(await readFile(graphs[1]!))
    for (const folder of folders) await chmod(folder, 0o555)
    try {
      const files: string[] = []
      for (const graph of graphs) files.push((await prepareUnet(graph, { home })).file)
      const [one, other] = files.map((file) => path.join(path.dirname(file), 'model.onnx_data'))
      expect(await readFile(one!)).not.toEqual(await readFile(other!))
    } finally {
      for (const folder of folders) await chmod(folder, 0o755)
    }
  })

  it('refuses weights behind a symbolic link, and leaves nothing behind', async () => {
    const [folder, blobs] = [await makeFolder(), await makeFolder()]
    const source = await putTinyUnet(folder, weights, { external: 'model.onnx_data' })
    const data = path.join(folder, 'model.onnx_data')
    await rename(data, path.join(blobs, 'blob'))
    await symlink(path.join(blobs, 'blob'), data)
    await expect(prepareUnet(source)).rejects.toThrow(/onnxruntime refuses weights behind symbolic links/)
    expect((await readdir(folder)).sort()).toEqual(['model.onnx', 'model.onnx_data'])
  })

  it('refuses a truncated file by its size', async () => {
    const source = await putTinyUnet(await makeFolder(), weights)
    await truncate(source, 3_000)
    await expect(prepareUnet(source)).rejects.toThrow(/is truncated: it has 3000 bytes/)
  })

  it('refuses what it has prepared already', async () => {
    const { file } = await prepareUnet(await putTinyUnet(await makeFolder(), weights))
    await expect(prepareUnet(file)).rejects.toThrow(/is prepared already/)
  })
})

/** A piece of the weights long enough not to be elsewhere by chance. */
const weightsOf = (data: Buffer): Buffer => data.subarray(64, 192)

describe('a graph that cannot be controlled', () => {
  const put = async (write: (onnx: OnnxWriter) => void, opset = 17): Promise<string> => {
    const onnx = new OnnxWriter({ opset, type: 'float32' })
    write(onnx)
    const file = path.join(await makeFolder(), 'model.onnx')
    await writeFile(file, onnx.finish().model)
    return file
  }
  const enter = (onnx: OnnxWriter) => {
    const sample = onnx.input('sample', ['b', 'n', 8])
    const text = onnx.input('encoder_hidden_states', ['b', 't', 8])
    const timestep = onnx.input('timestep', [])
    onnx.output('out_sample', ['b', 'n', 8])
    return { sample, text, timestep }
  }
  const weight = new Float32Array(64).fill(0.1)

  it('has fused attention: the error names the operator', async () => {
    const source = await putTinyUnet(await makeFolder(), weights, { isFused: true })
    await expect(prepareUnet(source)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('fused into 4 com.microsoft.MultiHeadAttention nodes'),
      fix: expect.stringContaining('without graph optimisation'),
    })
  })

  it('has no attention at all', async () => {
    const file = await put((onnx) => {
      const { sample } = enter(onnx)
      onnx.add('Relu', [sample], {}, { output: 'out_sample' })
    })
    await expect(prepareUnet(file)).rejects.toThrow(/no cross-attention softmax among 1 nodes/)
  })

  it('is no UNet', async () => {
    const file = await put((onnx) => {
      onnx.add('Relu', [onnx.input('pixel_values', ['b', 3])], {}, { output: 'y' })
      onnx.output('y', ['b', 3])
    })
    await expect(prepareUnet(file)).rejects.toThrow(/no input “sample”.*its inputs are pixel_values/)
  })

  it('has a softmax whose probabilities are used twice', async () => {
    const file = await put((onnx) => {
      const { sample, text } = enter(onnx)
      const q = onnx.add('MatMul', [sample, onnx.weight([8, 8], weight)])
      const k = onnx.add('Transpose', [text], { perm: [0, 2, 1] })
      const softmax = onnx.add('Softmax', [onnx.add('MatMul', [q, k])], { axis: -1 }, { name: 'twice' })
      const mixed = onnx.add('MatMul', [softmax, text])
      onnx.add(
        'Add',
        [mixed, onnx.add('ReduceSum', [softmax], { keepdims: 1 })],
        {},
        { output: 'out_sample' },
      )
    })
    await expect(prepareUnet(file)).rejects.toThrow(/softmax “twice” is not between two matrix products/)
  })

  it('is of an opset that is too old', async () => {
    const file = await put((onnx) => {
      const { sample } = enter(onnx)
      onnx.add('Relu', [sample], {}, { output: 'out_sample' })
    }, 10)
    await expect(prepareUnet(file)).rejects.toMatchObject({ fix: 'Export it with --opset 17.' })
  })
})
