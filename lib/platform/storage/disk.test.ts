import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { diskStorage } from './disk'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'exemplar-disk-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const drafts = () => readdir(join(root, 'tmp'))

test('removes the drafts of killed writers, and leaves those that somebody still writes', async () => {
  await mkdir(join(root, 'tmp'))
  for (const name of ['abandoned', 'under-way']) await writeFile(join(root, 'tmp', name), 'half')
  const longAgo = new Date(Date.now() - 2 * 3_600_000)
  await utimes(join(root, 'tmp/abandoned'), longAgo, longAgo)

  const { sha256 } = await diskStorage(root).put(Buffer.from('whole'))
  await vi.waitFor(async () => expect(await drafts()).toEqual(['under-way']))
  expect((await diskStorage(root).read(sha256)).toString()).toBe('whole')
})

test('keeps nothing of a write that breaks off or grows too large', async () => {
  const storage = diskStorage(root)
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('the line was cut')
    })(),
  )
  await expect(storage.put(broken)).rejects.toThrow('the line was cut')
  await expect(storage.put(Buffer.alloc(100), { maxBytes: 99 })).rejects.toMatchObject({ code: 'too-large' })
  expect(await drafts()).toEqual([])
  expect((await readdir(root)).filter((name) => name !== 'tmp')).toEqual([])
})
