import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DiskSink } from './disk-sink'
import { writeFile, writeText } from './write-file'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'exemplar-sink-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

it('shows a file only when it is complete and leaves nothing of a failed one', async () => {
  const sink = new DiskSink(join(root, 'new/folder'))
  expect(await sink.list()).toEqual([])
  const failed = writeFile(sink, 'a/b.txt', async (write) => {
    await write(Buffer.from('half'))
    expect(await sink.size('a/b.txt')).toBeNull()
    expect(await sink.list()).toEqual([])
    throw new Error('disk full')
  })
  await expect(failed).rejects.toThrow('disk full')
  expect(await readdir(join(root, 'new/folder/a'))).toEqual([])
  await writeText(sink, 'a/b.txt', 'whole')
  expect(await sink.list()).toEqual(['a/b.txt'])
  expect(await sink.size('a/b.txt')).toBe(5)
})

it('takes over a partial file that a killed process left', async () => {
  const sink = new DiskSink(root)
  const killed = await sink.create('a.txt')
  await killed.write(Buffer.from('a very long beginning'))
  await writeText(sink, 'a.txt', 'short')
  expect(await sink.size('a.txt')).toBe(5)
})

it.each(['../out.txt', '/etc/passwd', 'a/../../out.txt', '.', ''])(
  'refuses to write to “%s”',
  async (path) => {
    await expect(new DiskSink(root).create(path)).rejects.toMatchObject({ code: 'bad-input', field: 'path' })
  },
)
