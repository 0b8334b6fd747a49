import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { digestFile, type ExpectedFile, FileDigest } from './expected-file'
import type { PulledFile, PullOptions } from './pull-options'
import { stopIfCancelled } from './request'

/** Two at a time keep a line busy while one of them ends; more only break off together. */
const parallel = 2

/** The sha256 of a file that is there whole, null where it is to be brought. */
const alreadyThere = async (target: string, file: ExpectedFile, signal: AbortSignal | undefined) => {
  // Without a digest to go by, a file of the same length may still be another.
  if (file.sha256 === null && file.gitBlob === null) return null
  const found = await stat(target).catch(() => null)
  if (!found?.isFile() || found.size !== file.size) return null
  const digest = new FileDigest(file)
  await digestFile(target, digest, signal)
  const { sha256, agrees } = digest.end()
  return agrees ? sha256 : null
}

type Bring = (file: ExpectedFile, target: string, onBytes: (delta: number) => void) => Promise<string>

/** Brings all files, two at a time; the first error stops the others at a safe point. */
export const bringAll = async (
  files: readonly ExpectedFile[],
  options: PullOptions,
  bring: Bring,
): Promise<PulledFile[]> => {
  const { to, signal, onProgress } = options
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
  let doneBytes = 0
  const pulled = new Map<string, PulledFile>()
  const tell = (delta: number) => {
    doneBytes += delta
    onProgress?.({ doneBytes, totalBytes, doneFiles: pulled.size, totalFiles: files.length })
  }
  const waiting = [...files]
  let failed = false
  const runners = Array.from({ length: parallel }, async () => {
    for (let file = waiting.shift(); file && !failed; file = waiting.shift()) {
      const target = path.join(to, file.path)
      try {
        stopIfCancelled(signal)
        await mkdir(path.dirname(target), { recursive: true })
        const there = await alreadyThere(target, file, signal)
        if (there !== null) tell(file.size)
        const sha256 = there ?? (await bring(file, target, tell))
        pulled.set(file.path, { path: file.path, size: file.size, sha256 })
        tell(0)
      } catch (error) {
        failed = true
        throw error
      }
    }
  })
  // Both end before this does, so that nothing writes after the error was told.
  const ends = await Promise.allSettled(runners)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return files.flatMap(({ path: file }) => pulled.get(file) ?? [])
}
