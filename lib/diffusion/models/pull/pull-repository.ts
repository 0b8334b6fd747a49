import { mkdir, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import { bringAll } from './bring-all'
import { chooseFiles } from './choose-files'
import { fetchFile } from './fetch-file'
import { fileUrl, type HubRepository, hubHeaders, listRepository } from './list-repository'
import type { Pulled, PullOptions } from './pull-options'
import { defaultPatience } from './request'
import { writeRecord } from './write-record'

const requireRoom = async (folder: string, neededBytes: number): Promise<void> => {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (neededBytes <= free) return
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  throw new ExemplarError(
    'unavailable',
    `The disk has ${gigabytes(free)} free, and ${gigabytes(neededBytes)} are still to be written.`,
    { field: folder, fix: 'Make room, or choose another folder with --to.' },
  )
}

/** Bytes of a file that need not be written again. */
const present = async (target: string, size: number): Promise<number> => {
  for (const candidate of [target, `${target}.part`]) {
    const found = await stat(candidate).catch(() => null)
    if (found?.isFile() && found.size <= size) return found.size
  }
  return 0
}

/**
 * Pulls a repository of a hub into a folder. What is there already is kept after its digest was checked; what breaks
 * off goes on when pulled again. Errors: see `listRepository` and `fetchFile`.
 */
export const pullRepository = async (repository: HubRepository, options: PullOptions): Promise<Pulled> => {
  const { to, patience = defaultPatience, signal } = options
  const { name, revision } = repository
  const { commit, files } = await listRepository(repository, patience, signal)
  const chosen = chooseFiles(files, options.include, `${name}@${revision}`)
  await mkdir(to, { recursive: true })
  const sizes = await Promise.all(
    chosen.map(async (file) => file.size - (await present(path.join(to, file.path), file.size))),
  )
  await requireRoom(
    to,
    sizes.reduce((sum, size) => sum + size, 0),
  )
  const pulled = await bringAll(chosen, options, (file, target, onBytes) =>
    fetchFile(file, target, {
      url: fileUrl(repository, commit ?? revision, file.path),
      headers: hubHeaders(repository),
      patience,
      signal,
      onBytes,
    }),
  )
  return writeRecord(to, { source: name, revision, commit, files: pulled })
}
