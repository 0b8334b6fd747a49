import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { ExemplarError } from '@/lib/platform/errors'
import { digestFile, type ExpectedFile, FileDigest } from './expected-file'
import { type Patience, persist, requireAnswer, stopIfCancelled, TryAgain } from './request'

export interface FetchOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly patience: Patience
  readonly signal?: AbortSignal | undefined
  /** Bytes that are there now, also those of an earlier try; negative where a start over threw some away. */
  readonly onBytes: (delta: number) => void
}

/** What of a file is on disk so far: `<target>.part`, and beside it the server's name for this version of it. */
interface Part {
  digest: FileDigest
  position: number
  etag: string | null
}

const isFullDisk = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '')

const diskFull = (target: string, cause: unknown): ExemplarError =>
  new ExemplarError('unavailable', `The disk is full: ${target} could not be written to its end.`, {
    field: target,
    fix: 'Make room and run the command again; it goes on where it stopped.',
    cause,
  })

/** A weak tag names pictures that look alike, not bytes, and `If-Range` takes none. */
const strong = (etag: string | null): string | null => (etag?.startsWith('W/') ? null : etag)

/** Reads the body, and throws when nothing has come for `stallMs`. */
async function* chunksOf(
  response: Response,
  stallMs: number,
  stop: AbortController,
): AsyncGenerator<Uint8Array> {
  if (!response.body) return
  const reader = response.body.getReader()
  try {
    for (;;) {
      const timer = setTimeout(
        () => stop.abort(new TryAgain(`nothing came for ${stallMs / 1_000} s`)),
        stallMs,
      )
      const { done, value } = await reader.read().finally(() => clearTimeout(timer))
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/**
 * Fetches one file into `target`, a real file that is there whole or not at all: bytes are hashed while they are
 * written to `<target>.part`, which takes the name once its digest agrees. What breaks off goes on by HTTP range, in
 * this run and in later ones, as long as the server still has the same version.
 *
 * Errors: `refused` for another digest or length (the part is deleted), `unavailable` for a full disk or a server that
 * stays away (the part is kept), `cancelled`, `forbidden`, `not-found`. Returns the sha256.
 */
export const fetchFile = async (
  file: ExpectedFile,
  target: string,
  options: FetchOptions,
): Promise<string> => {
  const { patience, signal, onBytes } = options
  const partPath = `${target}.part`
  const tagPath = `${partPath}.etag`
  let resumed = false

  const begin = async (): Promise<Part> => {
    const found = await stat(partPath).catch(() => null)
    const digest = new FileDigest(file)
    if (!found?.isFile() || found.size === 0 || found.size > file.size)
      return { digest, position: 0, etag: null }
    const position = await digestFile(partPath, digest, signal)
    const etag = await readFile(tagPath, 'utf8').catch(() => null)
    resumed = true
    onBytes(position)
    return { digest, position, etag }
  }
  const part = await begin()

  const startOver = () => {
    onBytes(-part.position)
    Object.assign(part, { digest: new FileDigest(file), position: 0, etag: null })
  }

  const receive = async (response: Response, stop: AbortController, moved: () => void) => {
    const handle: FileHandle = await open(partPath, part.position > 0 ? 'r+' : 'w')
    try {
      for await (const chunk of chunksOf(response, patience.stallMs, stop)) {
        let written = 0
        while (written < chunk.length) {
          const { bytesWritten } = await handle.write(
            chunk,
            written,
            chunk.length - written,
            part.position + written,
          )
          written += bytesWritten
        }
        part.digest.update(chunk)
        part.position += chunk.length
        onBytes(chunk.length)
        moved()
        if (part.position > file.size) return
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  const attempt = async (moved: () => void): Promise<void> => {
    if (part.position === file.size && (resumed || file.size > 0)) return
    const stop = new AbortController()
    const response = await fetch(options.url, {
      headers: {
        ...options.headers,
        'accept-encoding': 'identity', // ranges and lengths count the file's own bytes
        ...(part.position > 0 && {
          range: `bytes=${part.position}-`,
          ...(part.etag && { 'if-range': part.etag }),
        }),
      },
      signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
    })
    requireAnswer(response, file.path)
    const etag = strong(response.headers.get('etag'))
    if (part.position > 0) {
      const start = Number(
        /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN,
      )
      const goesOn =
        response.status === 206 && start === part.position && (!part.etag || !etag || etag === part.etag)
      if (!goesOn) {
        startOver()
        // The whole file came instead of its rest: another version, or a server without ranges. Then take it.
        if (response.status !== 200) {
          await response.body?.cancel()
          throw new TryAgain(`the server answered ${response.status} where the file was to go on`, 0)
        }
      }
    } else if (response.status !== 200) {
      await response.body?.cancel()
      throw new TryAgain(`the server answered ${response.status} for the whole file`)
    }
    if (part.position === 0) {
      part.etag = etag
      if (etag) await writeFile(tagPath, etag)
      else await rm(tagPath, { force: true })
    }
    await receive(response, stop, moved).catch((error: unknown) => {
      throw stop.signal.aborted ? (stop.signal.reason as Error) : error
    })
    if (part.position < file.size)
      throw new TryAgain(`it broke off after ${part.position} of ${file.size} bytes`)
  }

  const discard = async () => {
    onBytes(-part.position)
    await rm(partPath, { force: true })
    await rm(tagPath, { force: true })
  }

  try {
    await persist(file.path, attempt, patience, signal)
  } catch (error) {
    throw isFullDisk(error) ? diskFull(target, error) : error
  }
  stopIfCancelled(signal)
  const { sha256, agrees } = part.digest.end()
  if (part.position === file.size && agrees) {
    if (file.size === 0) await writeFile(partPath, '')
    await rename(partPath, target)
    await rm(tagPath, { force: true })
    return sha256
  }
  await discard()
  // Its beginning may be of another version than its end, on a server that keeps no tags.
  if (resumed) return fetchFile(file, target, options)
  throw new ExemplarError(
    'refused',
    part.position === file.size
      ? `${file.path} came with another digest than the repository states: ${sha256} instead of ${file.sha256 ?? file.gitBlob}.`
      : `${file.path} came with more than the ${file.size} bytes that the repository states.`,
    { field: file.path, fix: 'It was deleted. Try again later or from another endpoint.' },
  )
}
