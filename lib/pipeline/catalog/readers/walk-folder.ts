import { createReadStream } from 'node:fs'
import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { extname, join, posix } from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import { cleanCaption } from './clean-caption'
import { fault, type ImportLine, type ImportRow, type Parsed, type RowFault, toLine } from './import-row'
import { resolveInside } from './locate-image'
import { readObject } from './manifest-fields'
import { readJsonl } from './read-jsonl'

const imageExtensions = new Set([
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
  '.avif',
  '.gif',
  '.tif',
  '.tiff',
  '.bmp',
  '.heic',
])
const manifests = ['metadata.jsonl', 'captions.json']
const maxSidecarBytes = 1 << 20

/**
 * Walks a folder of images, recursively and sorted by code unit, so that two walks give the same rows. Captions come
 * from `metadata.jsonl`, then `captions.json` (`{"a.png": "…"}` or a list of objects), then a text of the image's own
 * name (`a.txt`); paths in them are relative to the folder that they lie in. Hidden files are left out, links are
 * followed to files inside the folder only. `line` counts what is yielded.
 */
export async function* walkFolder(root: string): AsyncGenerator<ImportLine> {
  const realRoot = await realpath(root).catch((cause: unknown) => {
    throw new ExemplarError('not-found', `There is no folder ${root}.`, {
      field: 'folder',
      fix: 'Check the path.',
      cause,
    })
  })
  const walk = new Walk(realRoot)
  let line = 0
  for await (const found of walk.folder('')) yield { ...found, line: ++line }
  for (const left of walk.unmatched()) yield { ...left, line: ++line }
}

class Walk {
  /** What manifests say of images not met yet, by path from the root. */
  private readonly described = new Map<string, { readonly row: ImportRow; readonly file: string }>()

  constructor(private readonly root: string) {}

  async *folder(folder: string): AsyncGenerator<ImportLine> {
    const entries = (await readdir(join(this.root, folder), { withFileTypes: true }))
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const names = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name))
    for (const name of manifests) if (names.has(name)) yield* this.readManifest(folder, name)
    for (const entry of entries) {
      const path = posix.join(folder, entry.name)
      if (entry.isDirectory()) yield* this.folder(path)
      else if (entry.isSymbolicLink()) yield* this.link(path, names)
      else if (entry.isFile() && isImage(path)) yield await this.image(path, names)
    }
  }

  *unmatched(): Generator<ImportLine> {
    for (const [path, { file }] of this.described) {
      yield bad(
        file,
        fault(
          'image',
          `${file} names ${path}, which is not in the folder.`,
          'Add the file or remove its line.',
        ),
      )
    }
  }

  private async *link(path: string, names: ReadonlySet<string>): AsyncGenerator<ImportLine> {
    try {
      const target = await lstat(await resolveInside(this.root, path))
      if (target.isFile() && isImage(path)) yield await this.image(path, names)
      else if (target.isDirectory()) {
        yield bad(path, fault('image', `${path} is a link to a folder.`, 'Put the folder itself there.'))
      }
    } catch (error) {
      if (!(error instanceof ExemplarError)) throw error
      yield bad(path, fault('image', error.message, error.fix ?? ''))
    }
  }

  private async image(path: string, names: ReadonlySet<string>): Promise<ImportLine> {
    const known = this.described.get(path)?.row
    this.described.delete(path)
    const row: ImportRow = known ?? {
      image: { kind: 'path', path },
      caption: null,
      licence: null,
      source: null,
      author: null,
      name: null,
    }
    const beside = `${posix.basename(path, extname(path))}.txt`
    if (row.caption !== null || !names.has(beside)) return { line: 0, ok: true, row }
    const caption = await this.readCaption(posix.join(posix.dirname(path), beside))
    return caption.ok ? { line: 0, ok: true, row: { ...row, caption: caption.value } } : bad(path, caption)
  }

  private async readCaption(path: string): Promise<Parsed<string | null>> {
    const text = await readUtf8(join(this.root, path))
    return text.ok ? cleanCaption(text.value) : text
  }

  private async *readManifest(folder: string, name: string): AsyncGenerator<ImportLine> {
    const file = posix.join(folder, name)
    const full = join(this.root, file)
    const lines = name.endsWith('.jsonl') ? readJsonl(createReadStream(full)) : readCaptions(full)
    for await (const found of lines) {
      if (!found.ok) {
        const { field, message, fix, line } = found
        yield bad(file, { field, message: `${file}, line ${line}: ${message}`, fix })
      } else if (found.row.image.kind === 'url') {
        yield bad(
          file,
          fault(
            'image',
            `${file} names ${found.row.image.url}, an address.`,
            'Import addresses from a CSV or JSONL file.',
          ),
        )
      } else {
        const path = posix.join(folder, found.row.image.path)
        if (!this.described.has(path)) {
          this.described.set(path, { row: { ...found.row, image: { kind: 'path', path } }, file })
        }
      }
    }
  }
}

const isImage = (path: string) => imageExtensions.has(extname(path).toLowerCase())

const bad = (file: string, { field, message, fix }: RowFault): ImportLine => ({
  line: 0,
  ok: false,
  file,
  field,
  message,
  fix,
})

async function readUtf8(path: string): Promise<Parsed<string>> {
  if ((await lstat(path)).size > maxSidecarBytes) {
    return fault('caption', 'The text beside the image is over 1 MB: no caption.', 'Shorten or remove it.')
  }
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) }
  } catch {
    return fault('encoding', 'The text beside the image is not UTF-8.', 'Save it as UTF-8.')
  }
}

/** `{ "a.png": "caption" }` or `[{ "file": "a.png", "caption": "…" }]`; `line` is the entry's number. */
async function* readCaptions(path: string): AsyncGenerator<ImportLine> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)))
  } catch {
    yield { line: 1, ...fault('file', 'The file is not JSON in UTF-8.', 'Correct it or remove it.') }
    return
  }
  const entries: unknown[] = Array.isArray(value)
    ? value
    : Object.entries(value ?? {}).map(([image, caption]) => ({ image, caption }))
  for (const [index, entry] of entries.entries()) {
    const isObject = typeof entry === 'object' && entry !== null
    yield toLine(
      index + 1,
      isObject
        ? readObject(entry as Readonly<Record<string, unknown>>)
        : fault('file', 'The entry is not an object.', 'Give each image as an object with file and caption.'),
    )
  }
}
