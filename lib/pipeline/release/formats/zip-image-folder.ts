import { once } from 'node:events'
import { type PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { type FolderEntry, type ImageFolderInput, imageFolderEntries, planFolder } from './image-folder'

/**
 * Every entry gets the earliest date that zip knows. It is built from local parts, as zip stores local time, and the
 * extension field with universal time is left out: the bytes are the same in every time zone.
 */
const options = {
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  mode: 0o100644,
  compress: false,
}

/**
 * The ImageFolder as one zip, made while it is read: nothing is stored and one picture at a time is in memory. The
 * same rows give the same bytes. Destroying the stream, or the signal, stops it; a failure destroys it with the error.
 */
export function zipImageFolder(input: ImageFolderInput, signal?: AbortSignal): Readable {
  const zip = new ZipFile()
  // The pass-through that the zip writes to: destroying it makes its inner pipes let go.
  const output = zip.outputStream as PassThrough
  const stopped = new AbortController()
  output.once('close', () => stopped.abort())
  const anySignal = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal
  zip.once('error', (error) => output.destroy(error as Error))
  fill(zip, input, anySignal).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  return output
}

async function fill(zip: ZipFile, input: ImageFolderInput, signal: AbortSignal): Promise<void> {
  const plan = await planFolder(input.source, signal)
  for await (const entry of imageFolderEntries(input, plan, signal)) await add(zip, entry, signal)
  zip.end()
}

/** Adds one entry and waits until it is written, since the zip would hold all that is added. */
async function add(zip: ZipFile, { path, blob, open }: FolderEntry, signal: AbortSignal): Promise<void> {
  const bytes = Readable.from(open(), { objectMode: false })
  const ended = once(bytes, 'end', { signal })
  zip.addReadStreamLazy(path, { ...options, ...(blob && { size: blob.size }) }, (give) => give(null, bytes))
  await ended
}
