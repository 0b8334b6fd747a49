import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { digestFolder } from '@/lib/diffusion/models/digest-folder'
import type { ModelIdentity } from '@/lib/engines/identity'

/** The licence that a repository's card states, in the form that the hub asks for. */
const licenceOf = async (folder: string): Promise<string> => {
  const card = await readFile(path.join(folder, 'README.md'), 'utf8').catch(() => '')
  const [, matter = ''] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(card) ?? []
  const field = (name: string) =>
    new RegExp(`^${name}:\\s*["']?([^"'\\r\\n]+)`, 'm').exec(matter)?.[1]?.trim()
  const licence = field('license')
  return (licence === 'other' ? field('license_name') : licence) ?? 'unknown'
}

/**
 * Names a model folder by what it holds: the digest is the sha256 over its weight files' digests as `sha256sum` prints
 * them, `<digest>  <file>` a line, sorted by file.
 * @param cache a folder that remembers digests of unchanged files.
 */
export const identifyModel = async (folder: string, cache?: string): Promise<ModelIdentity> => {
  const files = await digestFolder(folder, cache ? { cache } : {})
  const hash = createHash('sha256')
  for (const { file, digest } of files) hash.update(`${digest}  ${file}\n`)
  return { name: path.basename(folder), digest: hash.digest('hex'), licence: await licenceOf(folder) }
}
