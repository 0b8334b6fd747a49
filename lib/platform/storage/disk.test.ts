import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { diskStorage } from './disk'

const root = mkdtempSync(path.join(tmpdir(), 'exemplar-disk-'))
const storage = diskStorage(root)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const drafts = () => readdirSync(path.join(root, 'tmp'))

afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a blob is named by its content, and storing it again is a success', async () => {
  const stored = await storage.put(Readable.from([Buffer.from('light '), Buffer.from('table')]))
  expect(stored).toEqual({ sha256: sha256('light table'), size: 11 })
  expect(await storage.put(Buffer.from('light table'))).toEqual(stored)
  expect((await storage.read(stored.sha256)).toString()).toBe('light table')
})

test('a stream of text counts bytes, not characters', async () => {
  expect(await storage.put(Readable.from(['初光']))).toEqual({ sha256: sha256('初光'), size: 6 })
})

test('a range is read without the rest', async () => {
  const stored = await storage.put(Buffer.from('0123456789'))
  const chunks = await (await storage.stream(stored.sha256, { start: 2, end: 4 })).toArray()
  expect(Buffer.concat(chunks).toString()).toBe('234')
})

test('a stream that breaks, or is larger than allowed, leaves nothing behind', async () => {
  const broken = Readable.from(
    (function* () {
      yield Buffer.from('half')
      throw new Error('the connection was lost')
    })(),
  )
  await expect(storage.put(broken)).rejects.toThrow('the connection was lost')
  await expect(storage.put(Buffer.alloc(20), { maxBytes: 10 })).rejects.toMatchObject({ code: 'too-large' })
  expect(drafts()).toEqual([])
})

test('a name that is not one never reaches the disk', async () => {
  await expect(storage.read('../../etc/passwd')).rejects.toMatchObject({ code: 'not-found' })
  await expect(storage.read('f'.repeat(64))).rejects.toMatchObject({ code: 'not-found' })
})
