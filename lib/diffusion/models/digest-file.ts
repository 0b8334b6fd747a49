import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

const sha256 = /^[0-9a-f]{64}$/

/** Where an installation remembers digests, in its own folder of models. */
export const digestCache = (home: string): string => path.join(home, '.digests')

const compute = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const block of createReadStream(file, { highWaterMark: 4 << 20 })) hash.update(block)
  return hash.digest('hex')
}

/**
 * The sha256 of a file, hex. With a cache folder, a file of the same device, inode, size and time of change is not
 * read again: weights are gigabytes, and every candidate records their digests.
 */
export const digestFile = async (file: string, cache?: string): Promise<string> => {
  if (!cache) return compute(file)
  const { dev, ino, size, mtimeNs } = await stat(file, { bigint: true })
  const key = createHash('sha256').update(`${dev} ${ino} ${size} ${mtimeNs}`).digest('hex')
  const entry = path.join(cache, key)
  const known = await readFile(entry, 'utf8').catch(() => '')
  if (sha256.test(known)) return known
  const digest = await compute(file)
  await mkdir(cache, { recursive: true })
  const unfinished = `${entry}.${randomUUID()}`
  await writeFile(unfinished, digest)
  await rename(unfinished, entry)
  return digest
}
