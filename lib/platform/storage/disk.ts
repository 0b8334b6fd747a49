import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import type { Storage } from './storage'

const isName = (sha256: string) => /^[0-9a-f]{64}$/.test(sha256)

const translate = (error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ExemplarError('unavailable', 'The disk that holds the images is full; nothing was stored.', {
      fix: 'Free space under EXEMPLAR_HOME, then try again.',
      cause: error,
    })
  return error
}

/** A writer that lives adds to its draft far more often. */
const abandonedMs = 3_600_000

/** Removes what killed writers left in the folder of drafts. */
const sweep = async (folder: string) => {
  for (const name of await readdir(folder)) {
    const draft = path.join(folder, name)
    const facts = await stat(draft).catch(() => null) // finished meanwhile
    if (facts && Date.now() - facts.mtimeMs > abandonedMs) await rm(draft, { force: true })
  }
}

/** Blobs as files `<root>/ab/cd/<sha256>`. The temporary folder is on the same disk, so that rename is atomic. */
export const diskStorage = (root: string): Storage => {
  const temporary = path.join(root, 'tmp')
  const locate = (sha256: string) => {
    if (!isName(sha256)) throw notFound('blob')
    return path.join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }

  let swept = false

  const put: Storage['put'] = async (content, { maxBytes = Number.POSITIVE_INFINITY } = {}) => {
    await mkdir(temporary, { recursive: true })
    // Once a process: who was killed is started again. It frees space only, so that its failure stops nobody.
    if (!swept) void sweep(temporary).catch(() => {})
    swept = true
    const draft = path.join(temporary, randomUUID())
    const hash = createHash('sha256')
    let size = 0
    try {
      const file = await open(draft, 'wx', 0o600)
      try {
        // A stream may speak in text, whose length is not its number of bytes.
        const chunks =
          content instanceof Uint8Array ? [content] : (content as AsyncIterable<Uint8Array | string>)
        for await (const chunk of chunks) {
          const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
          size += bytes.byteLength
          if (size > maxBytes)
            throw new ExemplarError('too-large', `The file is larger than ${maxBytes} bytes.`, {
              field: 'file',
              fix: 'Send a smaller file.',
            })
          hash.update(bytes)
          await file.writeFile(bytes)
        }
        await file.sync()
      } finally {
        await file.close()
      }
      const sha256 = hash.digest('hex')
      const place = locate(sha256)
      await mkdir(path.dirname(place), { recursive: true })
      await rename(draft, place)
      return { sha256, size }
    } catch (error) {
      await rm(draft, { force: true })
      throw translate(error)
    }
  }

  const size: Storage['size'] = async (sha256) => {
    try {
      return (await stat(locate(sha256))).size
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw notFound('blob')
      throw error
    }
  }

  return {
    put,
    size,
    read: async (sha256) => {
      await size(sha256)
      return readFile(locate(sha256))
    },
    stream: async (sha256, range) => {
      await size(sha256)
      return Readable.from(
        createReadStream(locate(sha256), range ? { start: range.start, end: range.end } : {}),
        {
          objectMode: false,
        },
      )
    },
    check: async () => {
      await mkdir(temporary, { recursive: true })
      const { bavail, bsize } = await statfs(temporary)
      if (bavail * bsize < 64 * 1024 * 1024)
        throw new ExemplarError('unavailable', 'Less than 64 MB are free on the disk that holds the images.')
    },
  }
}
