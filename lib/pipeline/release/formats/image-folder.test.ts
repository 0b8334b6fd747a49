import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiskSink } from './disk-sink'
import { exportImageFolder } from './export-image-folder'
import { sampleAbout, sampleRelease, sourceOf } from './sample-release'
import { zipImageFolder } from './zip-image-folder'

const about = sampleAbout

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'exemplar-folder-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('an ImageFolder export', () => {
  it('names three files a row, the mask null in free-form, and holds their bytes', async () => {
    const { source, blobs, rows } = sampleRelease(40)
    await exportImageFolder({ about, source, blobs, sink: new DiskSink(root) })
    let read = 0
    for (const part of ['free-form/train', 'free-form/test', 'region/train', 'region/test']) {
      const lines = (await readFile(join(root, part, 'metadata.jsonl'), 'utf8')).trimEnd().split('\n')
      for (const line of lines) {
        const data = JSON.parse(line)
        const row = rows[data.position]!
        read++
        expect(`${row.configuration}/${row.split}`).toBe(part)
        expect(data.edit_prompt).toBe(row.instruction)
        const bytes = await readFile(join(root, part, data.edited_file_name))
        expect(bytes.equals(await blobs(row.edited.sha256))).toBe(true)
        if (row.configuration === 'free-form') expect(data.mask_file_name).toBeNull()
        else expect((await readFile(join(root, part, data.mask_file_name))).length).toBe(row.mask!.size)
      }
    }
    expect(read).toBe(rows.length)
  })

  it('gives every split of a configuration columns of the same types', async () => {
    const { rows, blobs } = sampleRelease(60)
    const uneven = rows.map((row) => {
      const test = row.split === 'test'
      return {
        ...row,
        anchor: test ? row.source : null,
        parentPosition: test ? 1 : null,
        origin: { ...row.origin, author: test ? 'Ada' : null },
      }
    })
    await exportImageFolder({ about, source: sourceOf(uneven), blobs, sink: new DiskSink(root) })
    for (const configuration of ['free-form', 'region']) {
      const types = await Promise.all(
        ['train', 'test'].map(async (split) => {
          const text = await readFile(join(root, configuration, split, 'metadata.jsonl'), 'utf8')
          const found = new Map<string, string>()
          for (const line of text.trimEnd().split('\n')) {
            for (const [name, value] of Object.entries(JSON.parse(line))) {
              if (value !== null || !found.has(name)) found.set(name, value === null ? 'null' : typeof value)
            }
          }
          return [...found]
        }),
      )
      expect(types[0]).toEqual(types[1])
      expect(types[0]).toContainEqual(['image_author', 'string'])
      expect(types[0]).toContainEqual(['anchor_file_name', 'string'])
    }
  })

  it('writes only what is missing or damaged when it is continued', async () => {
    const { source, blobs, rows } = sampleRelease(40)
    let reads = 0
    const counted = (sha256: string) => {
      reads++
      return blobs(sha256)
    }
    const sink = new DiskSink(root)
    const stop = new AbortController()
    const input = { about, source, blobs: counted, sink }
    const broken = exportImageFolder(input, {
      signal: stop.signal,
      onProgress: ({ rows: done }) => done >= 20 && stop.abort(),
    })
    await expect(broken).rejects.toMatchObject({ code: 'cancelled' })
    const before = reads
    await exportImageFolder(input)
    const pictures = rows.length * 2 + rows.filter(({ mask }) => mask).length
    expect(reads).toBe(pictures)
    expect(before).toBeGreaterThan(0)
    const path = join(root, 'free-form/train/00000/00000000_source.png')
    const bytes = await readFile(path)
    bytes[0]! ^= 1
    await writeFile(path, bytes)
    await exportImageFolder(input)
    expect(reads).toBe(pictures + 1)
    expect((await readFile(path)).equals(await blobs(rows[0]!.source.sha256))).toBe(true)
  })
})

describe('a zip of it', () => {
  /** Reads the central directory: name → stored bytes, method and DOS time. */
  function unzip(zip: Buffer) {
    const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    const entries = new Map<string, { bytes: Buffer; method: number; time: number }>()
    let at = zip.readUInt32LE(end + 16)
    for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
      const nameLength = zip.readUInt16LE(at + 28)
      const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
      const local = zip.readUInt32LE(at + 42)
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      entries.set(name, {
        bytes: zip.subarray(start, start + zip.readUInt32LE(at + 20)),
        method: zip.readUInt16LE(at + 10),
        time: zip.readUInt32LE(at + 12),
      })
      at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    }
    return entries
  }

  it('holds the same files, stored, without dates, and the same bytes in every time zone', async () => {
    const { source, blobs } = sampleRelease(40)
    await exportImageFolder({ about, source, blobs, sink: new DiskSink(root) })
    const first = await buffer(zipImageFolder({ about, source, blobs }))
    const entries = unzip(first)
    const onDisk = (await new DiskSink(root).list()).filter(
      (path) => !['release.json', 'SHA256SUMS'].includes(path),
    )
    expect([...entries.keys()].sort()).toEqual(onDisk)
    for (const [path, { bytes, method, time }] of entries) {
      expect(bytes.equals(await readFile(join(root, path)))).toBe(true)
      expect({ method, time }).toEqual({ method: 0, time: 0x00210000 })
    }
    expect((await buffer(zipImageFolder({ about, source, blobs }))).equals(first)).toBe(true)
  })

  it('fails the stream on a damaged blob and stops reading when the reader goes away', async () => {
    const { source, blobs } = sampleRelease(200)
    const damaged = async () => Buffer.from('other')
    await expect(buffer(zipImageFolder({ about, source, blobs: damaged }))).rejects.toThrow('damaged')
    let reads = 0
    const counted = (sha256: string) => {
      reads++
      return blobs(sha256)
    }
    const stream = zipImageFolder({ about, source, blobs: counted })
    for await (const chunk of stream) {
      if (reads > 5 && chunk) break
    }
    const stopped = reads
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(reads - stopped).toBeLessThanOrEqual(2)
    expect(reads).toBeLessThan(400)
  })
})
