import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import { bringAll } from './bring-all'
import { chooseFiles } from './choose-files'
import { copyFile } from './copy-file'
import type { ExpectedFile } from './expected-file'
import type { Pulled, PullOptions } from './pull-options'
import { writeRecord } from './write-record'

/** Lists a folder's files, links to files followed, hidden ones left out. */
const listFolder = async (folder: string): Promise<ExpectedFile[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: Error) => {
    throw new ExemplarError('not-found', `The folder ${folder} cannot be read: ${cause.message}`, {
      field: 'repository',
    })
  })
  const files = await Promise.all(
    entries.map(async (entry): Promise<ExpectedFile[]> => {
      const full = path.join(entry.parentPath ?? entry.path, entry.name)
      const relative = path.relative(folder, full).split(path.sep).join('/')
      if (relative.split('/').some((part) => part.startsWith('.')) || relative.endsWith('.part')) return []
      const found = await stat(full).catch(() => null)
      return found?.isFile() ? [{ path: relative, size: found.size, sha256: null, gitBlob: null }] : []
    }),
  )
  return files.flat().sort((a, b) => (a.path < b.path ? -1 : 1))
}

/**
 * Pulls from a folder of this machine, as from a hub. Errors: `not-found`, `bad-input` for the pointers that git
 * leaves where large files were not fetched, `unavailable` for a disk without room.
 */
export const pullFolder = async (folder: string, options: PullOptions): Promise<Pulled> => {
  const from = path.resolve(folder)
  if (path.resolve(options.to) === from)
    throw new ExemplarError('bad-input', 'The folder cannot be pulled into itself.', { field: 'to' })
  const chosen = chooseFiles(await listFolder(from), options.include, from)
  await mkdir(options.to, { recursive: true })
  const pulled = await bringAll(chosen, options, async (file, target, onBytes) => {
    await rm(target, { force: true })
    return copyFile(path.join(from, file.path), target, file, { signal: options.signal, onBytes })
  })
  return writeRecord(options.to, { source: from, revision: null, commit: null, files: pulled })
}
