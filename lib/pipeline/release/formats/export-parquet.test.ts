import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiskSink } from './disk-sink'
import { exportParquet } from './export-parquet'
import type { ReleaseRow } from './row'
import { sampleAbout, sampleRelease, sourceOf } from './sample-release'
import type { Sink } from './sink'

const published = [
  'clip_sim_source',
  'clip_sim_target',
  'clip_sim_dir',
  'clip_sim_image',
  'dinov2_sim',
  'ssim',
  'source_caption',
  'target_caption',
  'idx',
  'edit_prompt',
  'edit_object',
  'source_image',
  'edited_image',
  'mask_image',
]

const limits = { shardBytes: 600_000, groupBytes: 60_000 }
const about = sampleAbout

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'exemplar-export-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const sinkAt = (name: string) => new DiskSink(join(root, name))

async function bytesOf(sink: Sink): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const path of await sink.list()) {
    const chunks: Uint8Array[] = []
    for await (const chunk of sink.read(path)) chunks.push(chunk)
    files.set(path, Buffer.concat(chunks).toString('base64'))
  }
  return files
}

async function readAll(name: string, configuration: string) {
  const paths = (await sinkAt(name).list()).filter((path) => path.startsWith(`data/${configuration}/`))
  const rows: Record<string, unknown>[] = []
  for (const path of paths) {
    rows.push(
      ...(await parquetReadObjects({ file: await asyncBufferFromFile(join(root, name, path)), utf8: false })),
    )
  }
  return rows
}

const byPosition = (rows: Record<string, unknown>[]) =>
  rows.sort((a, b) => Number((a.position as bigint) - (b.position as bigint)))

describe('a Parquet export', () => {
  it('has the published columns first, everything optional and images as bytes and path', async () => {
    const { source, blobs } = sampleRelease(60)
    await exportParquet({ about, source, blobs, sink: sinkAt('a') })
    for (const configuration of ['free-form', 'region']) {
      const file = await asyncBufferFromFile(
        join(root, 'a/data', configuration, 'train-00000-of-00001.parquet'),
      )
      const metadata = await parquetMetadataAsync(file)
      const [, ...elements] = metadata.schema
      expect(elements.every(({ repetition_type }) => repetition_type === 'OPTIONAL')).toBe(true)
      const images = elements.flatMap(({ num_children, name }, at) =>
        num_children ? [[name, elements[at + 1]!, elements[at + 2]!] as const] : [],
      )
      expect(images.map(([name]) => name)).toEqual(['source_image', 'edited_image', 'mask_image'])
      for (const [, bytes, path] of images) {
        expect(bytes).toMatchObject({ name: 'bytes', type: 'BYTE_ARRAY' })
        expect(bytes.converted_type).toBeUndefined()
        expect(path).toMatchObject({ name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8' })
      }
      const members = new Set(images.flatMap(([, bytes, path]) => [bytes, path]))
      const columns = elements.filter((element) => !members.has(element))
      expect(columns.slice(0, published.length).map(({ name }) => name)).toEqual(published)
      expect(columns.slice(0, 11).map(({ type }) => type)).toEqual([
        ...Array(6).fill('DOUBLE'),
        'BYTE_ARRAY',
        'BYTE_ARRAY',
        'INT64',
        'BYTE_ARRAY',
        'BYTE_ARRAY',
      ])
      const key = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')
      const { features } = JSON.parse(key?.value ?? '').info
      expect(Object.keys(features)).toEqual(columns.map(({ name }) => name))
      expect(features.mask_image).toEqual({ _type: 'Image' })
      expect(features.ssim).toEqual({ dtype: 'float64', _type: 'Value' })
      for (const { columns: chunks } of metadata.row_groups) {
        for (const { meta_data } of chunks.filter((chunk) => chunk.meta_data?.path_in_schema[1])) {
          expect(meta_data?.codec).toBe('UNCOMPRESSED')
          expect(meta_data?.encodings).not.toContain('RLE_DICTIONARY')
        }
      }
    }
  })

  it('reads back every value, null and byte of thousands of rows', async () => {
    const { rows, source, blobs } = sampleRelease(3000)
    await exportParquet({ about, source, blobs, sink: sinkAt('a'), limits })
    const read = byPosition([...(await readAll('a', 'free-form')), ...(await readAll('a', 'region'))])
    expect(read).toHaveLength(rows.length)
    for (const [index, row] of rows.entries()) {
      const got = read[index]!
      expect(got).toMatchObject({
        clip_sim_source: row.scores.clipSource,
        dinov2_sim: null,
        ssim: row.scores.ssim,
        source_caption: row.sourceCaption,
        idx: BigInt(row.idx),
        edit_prompt: row.instruction,
        edit_object: row.editObject,
        seed: BigInt(row.generator.seed),
        image_licence: row.origin.licence,
        parameters: '{"hue":120,"strength":0.5}',
        generator_is_model: false,
        decided_by: row.decidedBy,
      })
      const image = got.source_image as { bytes: Uint8Array; path: string }
      expect(image.path).toBe(`${String(index).padStart(8, '0')}_source.png`)
      expect(Buffer.from(image.bytes).equals(await blobs(row.source.sha256))).toBe(true)
      if (!row.mask) expect(got.mask_image ?? null).toBeNull()
      else {
        const mask = got.mask_image as { bytes: Uint8Array }
        expect(Buffer.from(mask.bytes).equals(await blobs(row.mask.sha256))).toBe(true)
      }
    }
  })

  it('keeps every shard and row group within the limits, in names that carry the total', async () => {
    const { source, blobs } = sampleRelease(3000)
    const { files } = await exportParquet({ about, source, blobs, sink: sinkAt('a'), limits })
    const shards = files.filter(({ path }) => path.startsWith('data/free-form/train-'))
    expect(shards.length).toBeGreaterThan(2)
    for (const [index, { path, size }] of shards.entries()) {
      expect(path).toMatch(
        new RegExp(
          `train-${String(index).padStart(5, '0')}-of-${String(shards.length).padStart(5, '0')}.parquet$`,
        ),
      )
      expect(size).toBeLessThanOrEqual(limits.shardBytes)
      const metadata = await parquetMetadataAsync(await asyncBufferFromFile(join(root, 'a', path)))
      expect(metadata.row_groups.length).toBeGreaterThan(1)
      for (const { total_byte_size } of metadata.row_groups) {
        expect(Number(total_byte_size)).toBeLessThanOrEqual(limits.groupBytes)
      }
    }
  })

  it('gives the same bytes for the same rows', async () => {
    for (const name of ['a', 'b']) {
      const { source, blobs } = sampleRelease(500)
      await exportParquet({ about, source, blobs, sink: sinkAt(name), limits })
    }
    expect(await bytesOf(sinkAt('a'))).toEqual(await bytesOf(sinkAt('b')))
  })

  it('goes on after an abort, keeps finished shards and ends with the same bytes', async () => {
    const { source, blobs, rows } = sampleRelease(2000)
    const input = { about, source, blobs, limits }
    await exportParquet({ ...input, sink: sinkAt('whole') })
    const stop = new AbortController()
    const broken = exportParquet(
      { ...input, sink: sinkAt('resumed') },
      { signal: stop.signal, onProgress: (progress) => progress.rows > rows.length / 2 && stop.abort() },
    )
    await expect(broken).rejects.toMatchObject({ code: 'cancelled' })
    const left = await sinkAt('resumed').list()
    expect(left.some((path) => path.endsWith('.parquet'))).toBe(true)
    expect(left).not.toContain('SHA256SUMS')
    const { kept } = await exportParquet({ ...input, sink: sinkAt('resumed') })
    expect(kept).toBe(left.filter((path) => path.endsWith('.parquet')).length)
    expect(await bytesOf(sinkAt('resumed'))).toEqual(await bytesOf(sinkAt('whole')))
  })

  it('writes a damaged shard again and removes shards of an earlier plan', async () => {
    const { source, blobs, rows } = sampleRelease(900)
    const input = { about, blobs, limits }
    await exportParquet({ ...input, source: sourceOf(rows.slice(0, 500)), sink: sinkAt('a') })
    const { files } = await exportParquet({ ...input, source, sink: sinkAt('a') })
    const shard = join(root, 'a', files[0]!.path)
    const bytes = await readFile(shard)
    bytes[1000]! ^= 1
    await writeFile(shard, bytes)
    const { kept } = await exportParquet({ ...input, source, sink: sinkAt('a') })
    expect(kept).toBe(files.filter(({ path }) => path.endsWith('.parquet')).length - 1)
    await exportParquet({ ...input, source, sink: sinkAt('b') })
    expect(await bytesOf(sinkAt('a'))).toEqual(await bytesOf(sinkAt('b')))
  })

  it('leaves files alone that are not its own, whatever a manifest there says', async () => {
    const { source, blobs } = sampleRelease(10)
    await exportParquet({ about, source, blobs, sink: sinkAt('a') })
    await writeFile(join(root, 'a/notes.txt'), 'mine')
    const file = { path: 'notes.txt', size: 4, sha256: '', content: '' }
    await writeFile(
      join(root, 'a/release.json'),
      JSON.stringify({ files: [file, { ...file, path: '../out.txt' }] }),
    )
    await exportParquet({ about, source, blobs, sink: sinkAt('a') })
    expect(await readFile(join(root, 'a/notes.txt'), 'utf8')).toBe('mine')
  })

  it('of no rows is a card without configurations', async () => {
    const { source, blobs } = sampleRelease(0)
    const { files } = await exportParquet({ about, source, blobs, sink: sinkAt('a') })
    expect(files.some(({ path }) => path.endsWith('.parquet'))).toBe(false)
    expect(await readFile(join(root, 'a/README.md'), 'utf8')).not.toContain('configs:')
  })

  it('does not keep a shard when a row of it changed', async () => {
    const { source, blobs, rows } = sampleRelease(30)
    await exportParquet({ about, source, blobs, sink: sinkAt('a') })
    const changed = rows.map(
      (row): ReleaseRow => (row.position === 3 ? { ...row, instruction: 'other' } : row),
    )
    const { kept, files } = await exportParquet({
      about,
      source: sourceOf(changed),
      blobs,
      sink: sinkAt('a'),
    })
    expect(kept).toBe(files.filter(({ path }) => path.endsWith('.parquet')).length - 1)
  })

  it('refuses a damaged blob and leaves no shard of it', async () => {
    const { source, rows } = sampleRelease(10)
    const damaged = async () => Buffer.from('something else')
    await expect(exportParquet({ about, source, blobs: damaged, sink: sinkAt('a') })).rejects.toThrow(
      rows[0]!.source.sha256,
    )
    expect(await sinkAt('a').list()).toEqual([])
  })

  it('writes checksums of every other file and reports each row once', async () => {
    const { source, blobs, rows } = sampleRelease(300)
    const seen: number[] = []
    await exportParquet(
      { about, source, blobs, sink: sinkAt('a'), limits },
      { onProgress: (progress) => seen.push(progress.rows) },
    )
    const listed = (await readFile(join(root, 'a/SHA256SUMS'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(66))
    expect(listed).toEqual((await sinkAt('a').list()).filter((path) => path !== 'SHA256SUMS'))
    expect(seen.at(-1)).toBe(rows.length)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })

  it('never holds more than a row group of pictures that are not written yet', async () => {
    const { source, blobs } = sampleRelease(400, (position, role) => Buffer.alloc(5000, `${position}${role}`))
    const groupBytes = 200_000
    let held = 0
    let most = 0
    const counted = async (sha256: string) => {
      const bytes = await blobs(sha256)
      held += bytes.byteLength
      most = Math.max(most, held)
      return bytes
    }
    const disk = sinkAt('a')
    const draining: Sink = {
      size: (path) => disk.size(path),
      read: (path) => disk.read(path),
      remove: (path) => disk.remove(path),
      list: () => disk.list(),
      create: async (path) => {
        const file = await disk.create(path)
        const write = async (chunk: Uint8Array) => {
          held = Math.max(0, held - chunk.byteLength)
          await file.write(chunk)
        }
        return { write, commit: () => file.commit(), discard: () => file.discard() }
      },
    }
    await exportParquet({ about, source, blobs: counted, sink: draining, limits: { ...limits, groupBytes } })
    expect(most).toBeGreaterThan(groupBytes / 2)
    expect(most).toBeLessThanOrEqual(groupBytes)
  })

  it('embeds the photograph as last column only when asked', async () => {
    const { rows, blobs } = sampleRelease(4)
    const source = sourceOf(rows.map((row) => ({ ...row, anchor: row.source })))
    await exportParquet({ about, source, blobs, sink: sinkAt('a'), anchor: true })
    const [row] = await readAll('a', 'free-form')
    expect(Object.keys(row!).at(-1)).toBe('anchor_image')
    expect((row!.anchor_image as { path: string }).path).toBe('00000000_anchor.png')
  })
})
