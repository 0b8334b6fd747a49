import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sharp } from '@/lib/imaging/safe-sharp'
import { makePng } from '@/lib/pipeline/testing/pictures'
import { makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import { runJobs } from '@/lib/pipeline/testing/run-jobs'
import { type ProjectActor, systemActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { controlRun } from '@/lib/platform/runs/control-run'
import { retryTasks } from '@/lib/platform/runs/retry-tasks'
import { storage } from '@/lib/platform/storage/blobs'
import { addFiles } from './add-files'
import { closeUpload } from './close-upload'
import { expandManifest } from './expand-manifest'
import { importItem } from './import-item'
import { importRuns } from './jobs'
import { listImportItems } from './list-import-items'
import { receiveFile } from './receive-file'
import { receiveManifest } from './receive-manifest'
import { startImport } from './start-import'

let projectId: string
let admin: ProjectActor & { userId: string }
const signal = new AbortController().signal

beforeEach(async () => {
  projectId = (await makeProject()).id
  admin = await makeMember(projectId, 'admin')
  await db().outbox.deleteMany()
})

const runOf = (id: string) => db().importRun.findUniqueOrThrow({ where: { id } })
const imagesOf = (of = projectId) =>
  db().sourceImage.findMany({ where: { projectId: of }, orderBy: { id: 'asc' } })
const itemsOf = async (id: string, filter?: 'failed' | 'duplicates' | 'awaited' | 'done') =>
  (await listImportItems(admin, { id, filter, limit: 200 })).items

const send = (importId: string, position: number, bytes: Buffer) =>
  receiveFile(admin, { importId, position }, Readable.from([bytes]), bytes.length)

/** Announces and sends the files, and does all the work. */
const upload = async (
  files: Record<string, Buffer>,
  more: { licence?: string; attribution?: string } = {},
) => {
  const { id } = await startImport(admin, { kind: 'upload', ...more })
  const announced = Object.entries(files).map(([name, bytes]) => ({ name, size: bytes.length }))
  for (const { name, position } of await addFiles(admin, { id, files: announced }))
    await send(id, position, files[name]!)
  expect(await runJobs()).toEqual([])
  return id
}

const manifest = async (
  kind: 'csv' | 'jsonl' | 'ultraedit',
  text: string | Readable,
  imagesFrom?: { kind: 'folder'; path: string } | { kind: 'upload'; importId: string },
) => {
  const actor = systemActor(projectId)
  const { id } = await startImport(actor, { kind, ...(imagesFrom && { imagesFrom }) })
  await receiveManifest(actor, id, typeof text === 'string' ? Readable.from([Buffer.from(text)]) : text)
  return id
}

const chunk = (type: string, data: Buffer) => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])))
  return Buffer.concat([head, data, tail])
}

/** A PNG whose header promises any size. */
const pngOf = (width: number, height: number, pixels: Buffer) => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('an upload', () => {
  test('makes a source image with its frame, thumbnail, hash, licence and attribution', async () => {
    const id = await upload({ 'photo.png': await makePng(1) }, { licence: 'cc by 4.0', attribution: 'Ada' })
    const [image] = await imagesOf()
    expect(image).toMatchObject({
      name: 'photo.png',
      width: 96,
      height: 64,
      licence: 'CC-BY-4.0',
      attribution: 'Ada',
      captionStatus: 'missing',
      createdById: admin.userId,
    })
    const frame = await db().frame.findUniqueOrThrow({ where: { id: image!.frameId! } })
    const rendered = await sharp(await storage().read(frame.sha256!)).metadata()
    expect([rendered.format, rendered.width, rendered.height]).toEqual(['png', 512, 512])
    const granted = await db().projectBlob.findMany({ where: { projectId } })
    expect(granted.map((row) => row.sha256).sort()).toEqual(
      [image!.sha256, image!.thumbSha, frame.sha256].sort(),
    )
    expect(await runOf(id)).toMatchObject({ status: 'done', total: 1, done: 1, failed: 0, refused: 0 })
  })

  test('lists a file before its bytes are there, and goes on when they come', async () => {
    const { id } = await startImport(admin, { kind: 'upload' })
    const bytes = [await makePng(1), await makePng(2)]
    await addFiles(admin, { id, files: bytes.map((file, at) => ({ name: `${at}.png`, size: file.length })) })
    await send(id, 1, bytes[0]!)
    await runJobs()
    expect((await itemsOf(id)).map((item) => item.status)).toEqual(['done', 'awaited'])
    expect((await runOf(id)).status).toBe('running')
    await send(id, 2, bytes[1]!)
    await runJobs()
    expect(await runOf(id)).toMatchObject({ status: 'done', done: 2 })
  })

  test('that was cut off goes on with the same files, and asks only for those missing', async () => {
    const { id } = await startImport(admin, { kind: 'upload' })
    const file = await makePng(1)
    const files = [
      { name: 'a.png', size: file.length },
      { name: 'b.png', size: 5 },
    ]
    await addFiles(admin, { id, files })
    await send(id, 1, file)
    expect(await addFiles(admin, { id, files: [...files, { name: 'c.png', size: 7 }] })).toEqual([
      { name: 'a.png', position: 1, received: true },
      { name: 'b.png', position: 2, received: false },
      { name: 'c.png', position: 3, received: false },
    ])
    expect((await runOf(id)).total).toBe(3)
  })

  test('leaves a file as it was when its bytes break off, and stores nothing', async () => {
    const { id } = await startImport(admin, { kind: 'upload' })
    await addFiles(admin, { id, files: [{ name: 'a.png', size: 9 }] })
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half of')
        throw new Error('the connection was lost')
      })(),
    )
    await expect(receiveFile(admin, { importId: id, position: 1 }, broken, 9)).rejects.toThrow('connection')
    expect((await itemsOf(id))[0]).toMatchObject({ status: 'awaited', image: null })
    expect(await db().outbox.count()).toBe(0)
  })

  test('stops at the size limit while the bytes come, and before when the length is told', async () => {
    await db().project.update({
      where: { id: projectId },
      data: { settings: { image: { maxMegabytes: 1 } } },
    })
    const { id } = await startImport(admin, { kind: 'upload' })
    await addFiles(admin, { id, files: [{ name: 'a.png', size: 9 }] })
    let sent = 0
    const endless = Readable.from(
      (async function* () {
        for (;;) {
          sent += 1
          yield Buffer.alloc(2 ** 18)
        }
      })(),
    )
    const refused = { code: 'too-large', field: 'file' }
    await expect(receiveFile(admin, { importId: id, position: 1 }, endless, null)).rejects.toMatchObject(
      refused,
    )
    expect(sent).toBeLessThan(64)
    await expect(
      receiveFile(admin, { importId: id, position: 1 }, Readable.from([]), 2 ** 21),
    ).rejects.toMatchObject(refused)
  })

  test('can be ended without the files that did not come; they may still be sent', async () => {
    const { id } = await startImport(admin, { kind: 'upload' })
    const file = await makePng(3)
    await addFiles(admin, { id, files: [{ name: 'late.png', size: file.length }] })
    expect(await closeUpload(admin, id)).toMatchObject({ status: 'done', failed: 1, awaited: 0 })
    await send(id, 1, file)
    await runJobs()
    expect(await runOf(id)).toMatchObject({ status: 'done', failed: 0, done: 1 })
  })
})

describe('bad files are refused by name, and the others import', () => {
  const frame = (colour: number) =>
    sharp({ create: { width: 32, height: 32, channels: 3, background: { r: colour, g: 0, b: 0 } } })
      .png()
      .toBuffer()

  const bad: [string, string, () => Promise<Buffer>, RegExp][] = [
    ['zero bytes', 'a.png', async () => Buffer.alloc(0), /empty/],
    [
      'corrupt',
      'a.png',
      async () => {
        const png = Buffer.from(await makePng(9))
        png.fill(0x55, 60, 200)
        return png
      },
      /damaged/,
    ],
    [
      'truncated',
      'a.jpg',
      async () => {
        const jpeg = await sharp(await makePng(9, 640, 480))
          .jpeg()
          .toBuffer()
        return jpeg.subarray(0, jpeg.length / 2)
      },
      /damaged/,
    ],
    ['50,000 × 50,000 pixels', 'a.png', async () => pngOf(50_000, 50_000, Buffer.alloc(64)), /50000×50000/],
    [
      'a decompression bomb',
      'a.png',
      async () => pngOf(30_000, 30_000, Buffer.alloc(2 ** 24)),
      /30000×30000/,
    ],
    ['SVG', 'a.png', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG/],
    ['HTML', 'a.png', async () => Buffer.from('<!doctype html><script>alert(1)</script>'), /HTML/],
    ['a ZIP archive', 'a.png', async () => Buffer.from('PK\u0003\u0004 and so on'), /ZIP/],
    [
      'animated',
      'a.gif',
      async () => {
        const frames = [await frame(10), await frame(200)]
        return sharp(frames, { join: { animated: true } })
          .gif()
          .toBuffer()
      },
      /animated/,
    ],
  ]

  test.each(bad)('%s', async (_, name, make, message) => {
    const id = await upload({ [name]: await make(), 'good.png': await makePng(1) })
    const [item] = await itemsOf(id, 'failed')
    expect(item).toMatchObject({ origin: name, status: 'refused', field: 'image', image: null })
    expect(item?.error).toMatch(message)
    expect(item?.fix).toBeTruthy()
    expect(await imagesOf()).toHaveLength(1)
    expect(await runOf(id)).toMatchObject({ status: 'done', done: 1, refused: 1 })
  })

  test('a wrong extension is no fault: the content decides, and a script after the pixels is gone', async () => {
    const polyglot = Buffer.concat([await makePng(1), Buffer.from('<script>alert(1)</script>')])
    await upload({ 'photo.html': polyglot })
    const [image] = await imagesOf()
    expect((await storage().read(image!.sha256)).includes('<script>')).toBe(false)
    expect(image!.originalSha256).not.toBe(image!.sha256)
  })

  test('CMYK, 16 bits, alpha and orientation are brought to one form and noted', async () => {
    const source = sharp(await makePng(1, 96, 64))
    const cmyk = await source.clone().toColourspace('cmyk').jpeg().toBuffer()
    const turned = await sharp(await makePng(2, 96, 64))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer()
    await upload({ 'cmyk.jpg': cmyk, 'turned.jpg': turned })
    const [first, second] = await imagesOf()
    expect(first!.notes).toContain('cmyk-to-srgb')
    expect([second!.width, second!.height]).toEqual([64, 96])
    expect(second!.notes).toContain('orientation-applied')
  })
})

describe('what a project has already', () => {
  test('is not imported twice: the same bytes, or the same pixels under another name', async () => {
    const png = await makePng(1)
    const again = await sharp(png).png({ compressionLevel: 1 }).toBuffer()
    const id = await upload({ 'a.png': png, 'b.png': png, 'c.png': again })
    const images = await imagesOf()
    expect(images).toHaveLength(1)
    const items = await itemsOf(id, 'duplicates')
    expect(items.map((item) => [item.origin, item.image?.id])).toEqual([
      ['b.png', images[0]!.id],
      ['c.png', images[0]!.id],
    ])
    expect(await runOf(id)).toMatchObject({ done: 3, duplicates: 2 })
  })

  test('is flagged when it is only nearly the same, and never across projects', async () => {
    const photo = await makePng(1, 256, 192)
    const smaller = await sharp(photo).resize(200, 150).jpeg({ quality: 60 }).toBuffer()
    await upload({ 'a.png': photo, 'b.jpg': smaller, 'c.png': await makePng(2, 256, 192) })
    const [one, near, other] = await imagesOf()
    expect(near!.nearDuplicateOfId).toBe(one!.id)
    expect(other!.nearDuplicateOfId).toBeNull()
    const elsewhere = (await makeProject()).id
    projectId = elsewhere
    admin = await makeMember(elsewhere, 'admin')
    await upload({ 'a.png': photo })
    expect((await imagesOf(elsewhere))[0]!.nearDuplicateOfId).toBeNull()
  })
})

describe('an import item', () => {
  test('run again after every step it may be killed at gives one image', async () => {
    const { id } = await startImport(admin, { kind: 'upload' })
    const file = await makePng(5)
    await addFiles(admin, { id, files: [{ name: 'a.png', size: file.length }] })
    await send(id, 1, file)
    const item = await db().importItem.findFirstOrThrow({ where: { runId: id } })
    const payload = { taskId: item.id, attempt: item.attempt }
    // Two workers that both believe the job is theirs, then the job of a worker that died after its commit.
    await Promise.all([importItem(payload, { signal }), importItem(payload, { signal })])
    await importItem(payload, { signal })
    expect(await imagesOf()).toHaveLength(1)
    expect(await db().frame.count({ where: { projectId } })).toBe(1)
    expect(await runOf(id)).toMatchObject({ status: 'done', done: 1, duplicates: 0 })
  })

  test('of a cancelled import does nothing', async () => {
    const { id } = await startImport(admin, { kind: 'upload' })
    const file = await makePng(6)
    await addFiles(admin, { id, files: [{ name: 'a.png', size: file.length }] })
    await send(id, 1, file)
    await controlRun(admin, importRuns, id, 'cancel')
    await runJobs()
    expect(await imagesOf()).toEqual([])
    await expect(send(id, 1, file)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a manifest', () => {
  let folder: string
  let outside: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'exemplar-images-'))
    outside = await mkdtemp(path.join(tmpdir(), 'exemplar-outside-'))
    for (const n of [1, 2, 3]) await writeFile(path.join(folder, `${n}.png`), await makePng(n))
    await writeFile(path.join(outside, 'secret.png'), await makePng(99))
    await symlink(path.join(outside, 'secret.png'), path.join(folder, 'link.png'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
    await rm(outside, { recursive: true })
  })

  test('with BOM, CRLF and quotes imports its good rows and lists the bad one with its line', async () => {
    const csv = [
      '\ufeffimage,caption,licence,source',
      '1.png,"a ""red"" cup, on a table",CC0,Museum',
      '../etc/passwd,outside,,',
      '2.png,"two\r\nlines",cc-by 4.0,Ada',
      '3.png,,,',
    ].join('\r\n')
    const id = await manifest('csv', csv, { kind: 'folder', path: folder })
    expect(await runJobs()).toEqual([])
    expect((await imagesOf()).map((image) => [image.caption, image.captionStatus, image.licence])).toEqual([
      ['a "red" cup, on a table', 'confirmed', 'CC0-1.0'],
      ['two lines', 'confirmed', 'CC-BY-4.0'],
      [null, 'missing', null],
    ])
    const failed = await itemsOf(id, 'failed')
    expect(failed).toHaveLength(1)
    expect(failed[0]).toMatchObject({ position: 3, status: 'refused', field: 'image', retriable: false })
    expect(await runOf(id)).toMatchObject({ status: 'done', total: 4, done: 3, refused: 1 })
  })

  test('cannot reach out of its folder through a link', async () => {
    const id = await manifest('csv', 'image\nlink.png\n', { kind: 'folder', path: folder })
    await runJobs()
    expect((await itemsOf(id))[0]).toMatchObject({ status: 'refused', field: 'image' })
    expect(await imagesOf()).toEqual([])
  })

  test('of 100,000 rows with one bad is listed in full, and picks up where it was killed', async () => {
    const bad = 70_001
    const rows = (function* () {
      yield Buffer.from('image,caption\n')
      for (let at = 0; at < 100_000; at += 1_000) {
        const lines: string[] = []
        for (let row = at; row < at + 1_000; row++)
          lines.push(row + 2 === bad ? ',no image' : `${(row % 3) + 1}.png,a caption ${row}`)
        yield Buffer.from(`${lines.join('\n')}\n`)
      }
    })()
    const id = await manifest('csv', Readable.from(rows), { kind: 'folder', path: folder })
    const { attempt } = await runOf(id)
    const killed = AbortSignal.abort(new Error('killed'))
    await expect(expandManifest({ runId: id, attempt }, { signal: killed })).rejects.toThrow('killed')
    expect(await db().importItem.count({ where: { runId: id } })).toBe(1_000)
    await expandManifest({ runId: id, attempt }, { signal })
    expect(await runOf(id)).toMatchObject({ status: 'running', total: 100_000, refused: 1 })
    expect(await itemsOf(id, 'failed')).toMatchObject([{ position: bad, field: 'image' }])
    // A run is fed in a window, never all at once.
    expect(await db().outbox.count()).toBeLessThan(200)
  }, 60_000)

  test('names images of an uploaded set by their names, and fills in what they lack', async () => {
    const set = await upload({ 'shots/1.png': await makePng(1), 'shots/2.png': await makePng(2) })
    const lines = ['{"image":"1.png","caption":"a red cup"}', '{"image":"nowhere.png","caption":"x"}']
    const id = await manifest('jsonl', lines.join('\n'), { kind: 'upload', importId: set })
    await runJobs()
    expect((await imagesOf()).map((image) => image.caption)).toEqual(['a red cup', null])
    expect((await itemsOf(id)).map((item) => item.status)).toEqual(['done', 'refused'])
  })

  test('with paths and no place for them to lie says so for each row', async () => {
    const id = await manifest('csv', 'image\n1.png\n')
    await runJobs()
    expect((await itemsOf(id))[0]).toMatchObject({ status: 'refused', field: 'image', retriable: false })
  })

  test('that is no manifest fails as a whole, with the reason, and can be sent again', async () => {
    const id = await manifest('csv', 'foo,bar\n1,2\n')
    await runJobs()
    const run = await runOf(id)
    expect(run.status).toBe('failed')
    expect(run.error).toMatch(/image/)
    await receiveManifest(admin, id, Readable.from([Buffer.from('image\nhttp://127.0.0.1/a.png\n')]))
    await runJobs()
    expect(await runOf(id)).toMatchObject({ status: 'done', refused: 1 })
  })

  test('of UltraEdit makes images with captions, and tells the expansion stage of each record', async () => {
    const record = {
      edit_instruction: 'make the cup blue',
      input_text: 'a red cup',
      output_text: 'a blue cup',
      input_image: '1.png',
      global_idx: 7,
      edit_object: 'cup',
    }
    const lines = [record, { ...record, global_idx: 8, edit_instruction: 'add steam', edit_object: 'NONE' }]
    const id = await manifest('ultraedit', lines.map((line) => JSON.stringify(line)).join('\n'), {
      kind: 'folder',
      path: folder,
    })
    const told: unknown[] = []
    const { catalogHandlers, recordImportedJob } = await import('./jobs')
    const { handleJob } = await import('@/lib/platform/queue/define-job')
    const listener = handleJob(recordImportedJob, async () => async (payload) => {
      told.push(payload.itemId)
    })
    expect(await runJobs([...catalogHandlers, listener])).toEqual([])
    const items = await db().importItem.findMany({ where: { runId: id }, orderBy: { position: 'asc' } })
    expect(told).toEqual(items.map((item) => item.id))
    expect(items[0]!.row).toMatchObject({ record: { idx: 7, target: { kind: 'object', name: 'cup' } } })
    const images = await imagesOf()
    expect(images).toHaveLength(1)
    expect(images[0]).toMatchObject({ caption: 'a red cup', captionStatus: 'confirmed', captionBy: 'import' })
  })

  test('reaches no private address, whatever the retry; a failed row is tried again by hand', async () => {
    const png = await makePng(1)
    let hits = 0
    const server = createServer((_, response) => {
      hits += 1
      response.end(png)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const urls = [
        `http://127.0.0.1:${port}/a.png`,
        `http://[::1]:${port}/a.png`,
        'http://169.254.169.254/latest',
      ]
      const id = await manifest('csv', `image\n${urls.join('\n')}\n`)
      await runJobs()
      expect(hits).toBe(0)
      const items = await itemsOf(id)
      expect(items.map((item) => item.status)).toEqual(['refused', 'refused', 'refused'])
      expect(await retryTasks(admin, importRuns, { id, taskId: items[0]!.id })).toEqual({ retried: 1 })
      await runJobs()
      expect(await runOf(id)).toMatchObject({ status: 'done', refused: 3 })
      expect(await retryTasks(admin, importRuns, { id })).toEqual({ retried: 3 })
      expect(hits).toBe(0)
    } finally {
      server.close()
    }
  })
})

describe('a folder', () => {
  test('outside of the configured roots does not exist for the API, whatever it is', async () => {
    await expect(startImport(admin, { kind: 'folder', folder: '/etc' })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'folder',
    })
    await expect(startImport(admin, { kind: 'folder', folder: '/no/such' })).rejects.toMatchObject({
      message: 'There is no such folder that imports may read.',
    })
  })

  test('that the command line names is walked, with the captions beside the images', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'exemplar-walk-'))
    try {
      await writeFile(path.join(folder, 'a.png'), await makePng(1))
      await writeFile(path.join(folder, 'a.txt'), 'a red cup')
      await writeFile(path.join(folder, 'b.png'), 'not a picture')
      const { id } = await startImport(systemActor(projectId), { kind: 'folder', folder })
      expect(await runJobs()).toEqual([])
      expect((await imagesOf()).map((image) => [image.name, image.caption])).toEqual([['a.png', 'a red cup']])
      expect(await runOf(id)).toMatchObject({ status: 'done', done: 1, refused: 1 })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('another project’s import', () => {
  test('does not exist: not its files, its rows, its retry or its images', async () => {
    const { id } = await startImport(admin, { kind: 'upload' })
    const stranger = await makeMember((await makeProject()).id, 'admin')
    const gone = { code: 'not-found' }
    await expect(addFiles(stranger, { id, files: [{ name: 'a', size: 1 }] })).rejects.toMatchObject(gone)
    await expect(listImportItems(stranger, { id, limit: 10 })).rejects.toMatchObject(gone)
    await expect(retryTasks(stranger, importRuns, { id })).rejects.toMatchObject(gone)
    await expect(closeUpload(stranger, id)).rejects.toMatchObject(gone)
    await expect(
      receiveFile(stranger, { importId: id, position: 1 }, Readable.from([]), 0),
    ).rejects.toMatchObject(gone)
    await expect(
      startImport(stranger, { kind: 'csv', imagesFrom: { kind: 'upload', importId: id } }),
    ).rejects.toMatchObject({ code: 'bad-input', field: 'imagesFrom' })
  })

  test('cannot be started by a rater', async () => {
    const rater = await makeMember(projectId, 'rater')
    await expect(startImport(rater, { kind: 'upload' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
