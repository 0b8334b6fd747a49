import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pullFolder } from './pull-folder'
import type { PullOptions, PullProgress } from './pull-options'
import { pullRepository } from './pull-repository'
import type { Patience } from './request'
import { commit, startHub } from './testing/hub'

const noise = (name: string, length: number): Buffer => {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    createHash('sha256').update(`${name} ${i}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, length)
}

const weights = noise('weights', 3_000_000)
const files = {
  'model_index.json': Buffer.from('{"_class_name": "StableDiffusionXLPipeline"}'),
  'unet/model.onnx': noise('graph', 50_000),
  'unet/model.onnx_data': weights,
  'tokenizer_2/merges.txt': Buffer.from('#version: 0.2\n'),
  'empty.txt': Buffer.alloc(0),
}

let root: string
let to: string
let hub: Awaited<ReturnType<typeof startHub>>

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'exemplar-pull-'))
  to = path.join(root, 'models/tiny')
  hub = await startHub(files)
})
afterEach(async () => {
  await hub.stop()
  await rm(root, { recursive: true, force: true })
})

const patience: Patience = { tries: 3, pauseMs: 5, stallMs: 400 }
const pull = (options: Partial<PullOptions> & { token?: string; revision?: string } = {}) => {
  const { token, revision = 'main', ...rest } = options
  return pullRepository(
    { name: 'team/tiny', revision, endpoint: hub.endpoint, token },
    { to, patience, ...rest },
  )
}
const read = (file: string) => readFile(path.join(to, file))
const part = 'unet/model.onnx_data.part'
const dataRequests = () => hub.requests.filter(({ path }) => path === 'unet/model.onnx_data')
const leftovers = async () =>
  (await readdir(to, { recursive: true })).filter((name) => /\.part|\.etag/.test(name))

describe('pulling from a hub', () => {
  it('brings every file of all pages as real files and notes commit and digests', async () => {
    const seen: PullProgress[] = []
    const pulled = await pull({ onProgress: (progress) => seen.push(progress) })
    for (const [name, content] of Object.entries(files)) {
      expect((await read(name)).equals(content), name).toBe(true)
      expect((await lstat(path.join(to, name))).isFile()).toBe(true)
    }
    expect(pulled).toMatchObject({ source: 'team/tiny', revision: 'main', commit })
    expect(pulled.files.map(({ path: name }) => name).sort()).toEqual(Object.keys(files).sort())
    const sha256 = createHash('sha256').update(weights).digest('hex')
    expect(pulled.files.find(({ path: name }) => name === 'unet/model.onnx_data')).toMatchObject({ sha256 })
    expect(JSON.parse((await read('exemplar-pull.json')).toString())).toEqual(pulled)
    const total = Object.values(files).reduce((sum, { length }) => sum + length, 0)
    expect(seen.at(-1)).toEqual({ doneBytes: total, totalBytes: total, doneFiles: 5, totalFiles: 5 })
    expect(await leftovers()).toEqual([])
  })

  it('takes only what is included', async () => {
    const pulled = await pull({ include: ['unet/*', '*.json'] })
    expect(pulled.files.map(({ path: name }) => name)).toEqual([
      'model_index.json',
      'unet/model.onnx',
      'unet/model.onnx_data',
    ])
    await expect(pull({ include: ['vae/*'] })).rejects.toMatchObject({ code: 'not-found', field: 'include' })
  })

  it('goes on by range where a connection broke off, twice, without asking for a byte again', async () => {
    hub.plague(
      'unet/model.onnx_data',
      { kind: 'break-off', afterBytes: 1_000_000 },
      { kind: 'break-off', afterBytes: 500_000 },
    )
    await pull()
    expect((await read('unet/model.onnx_data')).equals(weights)).toBe(true)
    const [first, second, third] = dataRequests()
    expect(first).toMatchObject({ range: null })
    expect(second?.range).toMatch(/^bytes=\d+-$/)
    expect(second?.ifRange).toBe('"unet/model.onnx_data-1"')
    const came = Number(third?.range?.slice(6, -1))
    expect(came).toBeGreaterThan(Number(second?.range?.slice(6, -1)))
    expect(third?.bytes).toBe(weights.length - came)
  })

  it('goes on in a later run with what an earlier one left, and counts it as done', async () => {
    hub.plague(
      'unet/model.onnx_data',
      { kind: 'break-off', afterBytes: 1_000_000 },
      ...Array(2).fill({ kind: 'status', status: 503 }),
    )
    await expect(pull()).rejects.toMatchObject({ code: 'unavailable' })
    const kept = (await stat(path.join(to, part))).size
    expect(kept).toBeGreaterThan(0)
    hub.requests.splice(0)
    const seen: number[] = []
    await pull({ onProgress: ({ doneBytes }) => seen.push(doneBytes) })
    expect((await read('unet/model.onnx_data')).equals(weights)).toBe(true)
    expect(dataRequests()).toMatchObject([{ range: `bytes=${kept}-`, bytes: weights.length - kept }])
    expect(Math.max(...seen)).toBe(Object.values(files).reduce((sum, { length }) => sum + length, 0))
    expect(await leftovers()).toEqual([])
  })

  it('fetches nothing that is there already, and what was damaged again', async () => {
    await pull()
    await writeFile(path.join(to, 'unet/model.onnx'), Buffer.alloc(50_000, 1))
    hub.requests.splice(0)
    await pull()
    expect(hub.requests.map(({ path: name }) => name)).toEqual(['unet/model.onnx'])
    expect((await read('unet/model.onnx')).equals(files['unet/model.onnx'])).toBe(true)
  })

  it('starts over when the server ignores the range', async () => {
    hub.plague('unet/model.onnx_data', { kind: 'break-off', afterBytes: 1_000_000 }, { kind: 'ignore-range' })
    await pull()
    expect((await read('unet/model.onnx_data')).equals(weights)).toBe(true)
    expect(dataRequests().at(-1)?.bytes).toBe(weights.length)
  })

  it('starts over when the server has another version meanwhile, and refuses it for its digest', async () => {
    const other = noise('other weights', weights.length)
    hub.plague(
      'unet/model.onnx_data',
      { kind: 'break-off', afterBytes: 1_000_000 },
      { kind: 'new-version', content: other },
    )
    await expect(pull()).rejects.toMatchObject({ code: 'refused', field: 'unet/model.onnx_data' })
    expect(dataRequests().at(-1)?.bytes).toBe(weights.length)
    expect(existsSync(path.join(to, part))).toBe(false)
    // The next pull asks for the list again, and gets the new version whole.
    await pull()
    expect((await read('unet/model.onnx_data')).equals(other)).toBe(true)
  })

  it('refuses and deletes a file of another digest', async () => {
    hub.plague('unet/model.onnx_data', { kind: 'wrong-bytes' })
    await expect(pull()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('digest'),
    })
    expect(existsSync(path.join(to, 'unet/model.onnx_data'))).toBe(false)
    expect(await leftovers()).toEqual([])
  })

  it('refuses a small file whose git name does not agree', async () => {
    hub.plague('tokenizer_2/merges.txt', { kind: 'wrong-bytes' })
    await expect(pull()).rejects.toMatchObject({ code: 'refused', field: 'tokenizer_2/merges.txt' })
  })

  it('waits as long as a busy server asks it to', async () => {
    hub.plague(
      'unet/model.onnx',
      { kind: 'status', status: 429, retryAfter: '1' },
      { kind: 'status', status: 502 },
    )
    const begun = performance.now()
    await pull()
    expect(performance.now() - begun).toBeGreaterThan(950)
    expect((await read('unet/model.onnx')).equals(files['unet/model.onnx'])).toBe(true)
  })

  it('breaks off a connection that stalls and goes on', async () => {
    hub.plague('unet/model.onnx_data', { kind: 'stall', afterBytes: 700_000 })
    await pull()
    expect((await read('unet/model.onnx_data')).equals(weights)).toBe(true)
    expect(dataRequests()).toHaveLength(2)
  })

  it('stops when it is cancelled and keeps what came', async () => {
    const cancel = new AbortController()
    hub.plague('unet/model.onnx_data', { kind: 'stall', afterBytes: 700_000 })
    const onProgress = ({ doneBytes }: PullProgress) => {
      if (doneBytes >= 700_000) cancel.abort()
    }
    await expect(
      pull({ signal: cancel.signal, onProgress, patience: { ...patience, stallMs: 60_000 } }),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect((await stat(path.join(to, part))).size).toBeGreaterThan(0)
  })

  it('says what to do without the right to read, and sends a token where there is one', async () => {
    await hub.stop()
    hub = await startHub(files, { token: 'hf_secret' })
    await expect(pull()).rejects.toMatchObject({
      code: 'forbidden',
      fix: expect.stringContaining('HF_TOKEN'),
    })
    await expect(pull({ token: 'hf_secret' })).resolves.toMatchObject({ commit })
  })

  it('says that a revision or a server is not there', async () => {
    await expect(pull({ revision: 'no-such-branch' })).rejects.toMatchObject({ code: 'not-found' })
    await hub.stop()
    await expect(pull()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    hub = await startHub(files)
  })

  it('writes nothing outside of its folder', async () => {
    await hub.stop()
    hub = await startHub({ ...files, '../escaped.json': Buffer.from('{}') })
    await expect(pull()).rejects.toMatchObject({ code: 'refused', field: '../escaped.json' })
    expect(existsSync(to)).toBe(false)
  })

  it.runIf(existsSync('/dev/full'))('says that the disk is full', async () => {
    await mkdir(path.join(to, 'unet'), { recursive: true })
    await symlink('/dev/full', path.join(to, part)) // a device that is always full
    await expect(pull()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('disk is full'),
    })
  })
})

describe('pulling from a folder', () => {
  const from = () => path.join(root, 'export')
  beforeEach(async () => {
    await mkdir(path.join(from(), 'unet'), { recursive: true })
    await mkdir(path.join(root, 'blobs'))
    await writeFile(path.join(root, 'blobs/abc'), weights)
    await symlink('../../blobs/abc', path.join(from(), 'unet/model.onnx_data')) // as the hub's own cache is made
    await writeFile(path.join(from(), 'model_index.json'), files['model_index.json'])
  })

  it('brings real files, also where the folder has links', async () => {
    const pulled = await pullFolder(from(), { to })
    expect((await lstat(path.join(to, 'unet/model.onnx_data'))).isFile()).toBe(true)
    expect((await read('unet/model.onnx_data')).equals(weights)).toBe(true)
    const sha256 = createHash('sha256').update(weights).digest('hex')
    expect(pulled.files).toContainEqual({ path: 'unet/model.onnx_data', size: weights.length, sha256 })
    await pullFolder(from(), { to })
    expect((await read('unet/model.onnx_data')).equals(weights)).toBe(true)
  })

  it('refuses a pointer that git left in place of a large file', async () => {
    await writeFile(
      path.join(from(), 'unet/model.onnx'),
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\n',
    )
    await expect(pullFolder(from(), { to })).rejects.toMatchObject({
      code: 'bad-input',
      fix: expect.stringContaining('git lfs'),
    })
  })

  it('says that a folder is not there', async () => {
    await expect(pullFolder(path.join(root, 'nowhere'), { to })).rejects.toMatchObject({ code: 'not-found' })
  })
})
