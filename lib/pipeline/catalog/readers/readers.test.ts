import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cleanCaption } from './clean-caption'
import type { ImportLine } from './import-row'
import { locateImage, resolveInside } from './locate-image'
import { normaliseLicence } from './normalise-licence'
import { readCsv, sniffDelimiter } from './read-csv'
import { readJsonl } from './read-jsonl'
import { readUltraEdit } from './read-ultraedit'
import { walkFolder } from './walk-folder'

/** The bytes in chunks of `size`, so that characters, quotes and line ends are cut apart. */
const chunked = (text: string | Uint8Array, size = 7): AsyncIterable<Uint8Array> => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    ),
  )
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

const csv = (text: string | Uint8Array) => collect(readCsv(chunked(text)))
const captions = (lines: readonly ImportLine[]) =>
  lines.map((line) => (line.ok ? line.row.caption : line.field))

describe('a CSV manifest', () => {
  it('is read with byte order mark, CRLF, quotes, embedded line breaks and its own column names', async () => {
    const lines = await csv(
      '\ufeffFile,Text,License,Attribution,other\r\n' +
        'a.png,"a ""red"" boat,\r\nat sea",CC BY 4.0,https://example.org,x\r\n' +
        '\r\n' +
        'b/c.jpg,船 🚢,unknown terms,,y\r\n',
    )
    expect(lines).toEqual([
      {
        line: 2,
        ok: true,
        row: {
          image: { kind: 'path', path: 'a.png' },
          caption: 'a "red" boat, at sea',
          licence: 'CC-BY-4.0',
          source: 'https://example.org',
          author: null,
          name: null,
        },
      },
      {
        line: 5,
        ok: true,
        row: {
          image: { kind: 'path', path: 'b/c.jpg' },
          caption: '船 🚢',
          licence: 'unknown terms',
          source: null,
          author: null,
          name: null,
        },
      },
    ])
  })

  it.each([
    ['image,caption', ','],
    ['image;caption;"a,b,c,d"', ';'],
    ['image\tcaption, or text\tname', '\t'],
    ['image', ','],
  ])('sniffs the separator of %j', (header, mark) => expect(sniffDelimiter(header)).toBe(mark))

  it('reads semicolons and tabs', async () => {
    expect(captions(await csv('image;caption\na.png;red, and blue\n'))).toEqual(['red, and blue'])
    expect(captions(await csv('path\ttext\na.png\tred; and blue'))).toEqual(['red; and blue'])
  })

  it('lists bad rows with their lines and imports the others', async () => {
    const long = Array(61).fill('word').join(' ')
    const lines = await csv(
      `image,caption\na.png,one\n../b.png,two\nc.png,three,four\n"d\n.png","${long}"\n,five\nf.png,six\n`,
    )
    expect(lines.map((line) => [line.line, line.ok ? 'ok' : line.field])).toEqual([
      [2, 'ok'],
      [3, 'image'],
      [4, 'row'],
      [5, 'caption'],
      [7, 'image'],
      [8, 'ok'],
    ])
    const refused = lines[3]!
    expect(!refused.ok && refused.message).toContain('61 words')
  })

  it('loses one row alone to a quote that is never closed', async () => {
    const good = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, at) => `${from + at}.png,"row, ${from + at}"\n`).join('')
    const lines = await csv(
      `image,caption\n${good(2, 4)}5.png,"open\n${good(6, 80)}81.png,5" nail\n${good(82, 90)}91.png,"open`,
    )
    expect(lines.filter(({ ok }) => !ok).map(({ line }) => line)).toEqual([5, 81, 91])
    expect(captions(lines).filter((caption) => caption?.startsWith('row, '))).toHaveLength(87)
    const pair = await csv(`image,caption\n2.png,"open\n${good(3, 5)}6.png,"open\n${good(7, 9)}`)
    expect(pair.filter(({ ok }) => !ok).map(({ line }) => line)).toEqual([2, 6])
  })

  it('reads 100,000 rows with one bad one in a stream', async () => {
    async function* bytes() {
      yield Buffer.from('image,caption\n')
      for (let row = 0; row < 100_000; row += 1000) {
        const text = Array.from({ length: 1000 }, (_, at) =>
          row + at === 54_321 ? 'broken\n' : `photos/${row + at}.jpg,"boat ${row + at}"\n`,
        )
        yield Buffer.from(text.join(''))
      }
    }
    let good = 0
    const bad: ImportLine[] = []
    for await (const line of readCsv(bytes())) {
      if (line.ok) good++
      else bad.push(line)
    }
    expect(good).toBe(99_999)
    expect(bad.map(({ line }) => line)).toEqual([54_323])
  }, 30_000)

  it('says what is wrong with a file that is no UTF-8 manifest', async () => {
    const latin = Buffer.concat([Buffer.from('image,caption\na.png,ok\nb.png,caf'), Buffer.from([0xe9, 10])])
    await expect(csv(latin)).rejects.toMatchObject({
      code: 'bad-input',
      field: 'encoding',
      detail: { line: 3 },
    })
    await expect(csv(Buffer.from('\ufeffimage', 'utf16le'))).rejects.toMatchObject({ field: 'encoding' })
    await expect(csv('caption,licence\nx,y\n')).rejects.toMatchObject({ field: 'header' })
    await expect(csv('')).rejects.toMatchObject({ field: 'header' })
  })
})

describe('a JSONL manifest', () => {
  it('reads the same fields and lists bad lines', async () => {
    const text = Buffer.concat([
      Buffer.from(
        '\ufeff{"file_name":"a.png","text":"boat","author":"Ada"}\r\n\n{"image":7}\n{"image":"b.png"\n[1]\n',
      ),
      Buffer.from([0x7b, 0xff, 10]),
      Buffer.from(`${' '.repeat(1_100_000)}\n{"url":"https://example.org/c.png","caption":null}`),
    ])
    const lines = await collect(readJsonl(chunked(text, 4096)))
    expect(lines.map((line) => [line.line, line.ok ? 'ok' : line.field])).toEqual([
      [1, 'ok'],
      [3, 'image'],
      [4, 'line'],
      [5, 'line'],
      [6, 'encoding'],
      [7, 'line'],
      [8, 'ok'],
    ])
    expect(lines[0]).toMatchObject({ row: { caption: 'boat', author: 'Ada', source: 'Ada' } })
    expect(lines[6]).toMatchObject({ row: { image: { kind: 'url', url: 'https://example.org/c.png' } } })
  })
})

describe('UltraEdit records', () => {
  const record = {
    edit_instruction: 'make it green',
    input_text: 'a red boat',
    input_image: 'a.png',
    output_text: 'a green boat',
    global_idx: 7,
  }
  const read = async (...objects: object[]) =>
    collect(readUltraEdit(chunked(objects.map((object) => JSON.stringify(object)).join('\n'))))

  it('tell free-form, the whole image and an object apart', async () => {
    const lines = await read(
      record,
      { ...record, edit_object: 'NONE' },
      { ...record, edit_object: ' NONE.' },
      { ...record, edit_object: ' boat ' },
    )
    expect(lines.map((line) => line.ok && line.row.target)).toEqual([
      { kind: 'free-form' },
      { kind: 'whole-image' },
      { kind: 'whole-image' },
      { kind: 'object', name: 'boat' },
    ])
    expect(lines[0]).toMatchObject({
      row: { idx: 7, instruction: 'make it green', sourceCaption: 'a red boat' },
    })
  })

  it('name the field at fault', async () => {
    const lines = await read(
      { ...record, edit_instruction: ' ' },
      { ...record, output_text: undefined },
      { ...record, input_image: '/etc/passwd' },
      { ...record, global_idx: 1.5 },
      { ...record, input_text: Array(61).fill('a').join(' ') },
      record,
    )
    expect(lines.map((line) => (line.ok ? 'ok' : line.field))).toEqual([
      'edit_instruction',
      'output_text',
      'input_image',
      'global_idx',
      'input_text',
      'ok',
    ])
  })
})

describe('a caption', () => {
  const clean = (text: string) => {
    const caption = cleanCaption(text)
    return caption.ok ? caption.value : caption.field
  }
  it.each([
    ['  two\twords \n', 'two words'],
    ['cafe\u0301', 'café'],
    [' \u200b\u00a0 ', null],
    ['', null],
    ['قارب أحمر في البحر', 'قارب أحمر في البحر'],
    ['👩‍🚀 on the 🌊', '👩‍🚀 on the 🌊'],
    ['می‌خواهم', 'می‌خواهم'],
    ['red\u0000 \u202eboat\u202c\u0085\ud800', 'red boat'],
    [Array(60).fill('w').join(' '), Array(60).fill('w').join(' ')],
    [Array(61).fill('w').join(' '), 'caption'],
    ['x'.repeat(700), 'caption'],
  ])('%j becomes %j', (given, expected) => expect(clean(given)).toBe(expected))
})

describe('a licence', () => {
  it.each([
    ['cc0', 'CC0-1.0'],
    ['CC0 1.0 Universal', 'CC0-1.0'],
    ['Public Domain', 'public-domain'],
    ['cc-by-4.0', 'CC-BY-4.0'],
    ['CC BY 2.0', 'CC-BY-2.0'],
    ['CC-BY-SA 3.0 Unported', 'CC-BY-SA-3.0'],
    ['Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International', 'CC-BY-NC-SA-4.0'],
    ['https://creativecommons.org/licenses/by-nd/2.5/', 'CC-BY-ND-2.5'],
    ['http://creativecommons.org/publicdomain/zero/1.0/', 'CC0-1.0'],
    ['Apache License 2.0', 'Apache-2.0'],
    ['mit', 'MIT'],
    ['CC BY', 'CC BY'],
    ['All rights reserved', 'All rights reserved'],
    ['  ', null],
  ])('%j becomes %j', (given, expected) => expect(normaliseLicence(given)).toBe(expected))
})

describe('a path in a manifest', () => {
  it.each([
    '../a.png',
    'a/../../b.png',
    '/etc/passwd',
    'C:\\a.png',
    '\\\\host\\a.png',
    'file:///a.png',
    'data:x',
    '',
    '.',
    'a\0.png',
  ])('is refused: %j', (path) => expect(locateImage(path)).toMatchObject({ ok: false, field: 'image' }))
  it('is taken from Windows and with a leading dot', () => {
    expect(locateImage('.\\photos\\a b.png')).toMatchObject({
      value: { kind: 'path', path: 'photos/a b.png' },
    })
  })
})

describe('a folder', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'exemplar-folder-'))
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  const put = async (path: string, text = 'x') => {
    await mkdir(join(root, 'in', path, '..'), { recursive: true })
    await writeFile(join(root, 'in', path), text)
  }

  it('gives images in a fixed order with captions from metadata, then captions, then a text beside', async () => {
    for (const path of ['b.png', 'a/z.JPG', 'a/y.webp', 'B.png', 'c.png', '.hidden.png', 'notes.md'])
      await put(path)
    await put('b.txt', 'from the text\n')
    await put('c.txt', 'from the text\n')
    await put(
      'captions.json',
      '[{"file":"c.png","caption":"from captions"},{"file":"a/z.JPG","caption":"later"}]',
    )
    await put(
      'metadata.jsonl',
      '{"file_name":"a/z.JPG","text":"from metadata","license":"cc0"}\n{"file_name":"gone.png"}\nx\n',
    )
    const lines = await collect(walkFolder(join(root, 'in')))
    expect(lines.filter((line) => line.ok).map(({ row }) => [row.image, row.caption])).toEqual(
      [
        ['B.png', null],
        ['a/y.webp', null],
        ['a/z.JPG', 'from metadata'],
        ['b.png', 'from the text'],
        ['c.png', 'from captions'],
      ].map(([path, caption]) => [{ kind: 'path', path }, caption]),
    )
    expect(lines.filter((line) => !line.ok).map(({ message }) => message)).toEqual([
      'metadata.jsonl, line 3: The line is not valid JSON.',
      'metadata.jsonl names gone.png, which is not in the folder.',
    ])
  })

  it('never follows a link or a manifest out of the folder', async () => {
    await put('in.png')
    await writeFile(join(root, 'secret.png'), 'secret')
    await symlink('../secret.png', join(root, 'in/out.png'))
    await symlink('in.png', join(root, 'in/same.png'))
    await symlink('..', join(root, 'in/up'))
    await symlink('nowhere.png', join(root, 'in/broken.png'))
    await put('captions.json', '{"../secret.png":"boat"}')
    const lines = await collect(walkFolder(join(root, 'in')))
    expect(lines.filter((line) => line.ok).map(({ row }) => row.image)).toEqual([
      { kind: 'path', path: 'in.png' },
      { kind: 'path', path: 'same.png' },
    ])
    expect(lines.filter((line) => !line.ok).map(({ file }) => file)).toEqual([
      'captions.json',
      'broken.png',
      'out.png',
      'up',
    ])
    await expect(resolveInside(join(root, 'in'), 'out.png')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(resolveInside(join(root, 'in'), 'none.png')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('says so when it is not there', async () => {
    await expect(collect(walkFolder(join(root, 'none')))).rejects.toMatchObject({ code: 'not-found' })
  })
})
