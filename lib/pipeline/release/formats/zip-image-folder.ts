import { once } from 'node:events'
import { type PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { type ImageFolderInput, imageFolderEntries, planFolder } from './image-folder'
import type { Sink } from './sink'

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

/** A file to put into a zip. Its bytes are only read when `open` is iterated. */
interface ZipEntry {
  readonly path: string
  /** In bytes, null when it is not known before. */
  readonly size: number | null
  readonly open: () => AsyncIterable<Uint8Array>
}

/**
 * The ImageFolder as one zip, made while it is read: nothing is stored and one picture at a time is in memory. The
 * same rows give the same bytes. Destroying the stream, or the signal, stops it; a failure destroys it with the error.
 */
export const zipImageFolder = (input: ImageFolderInput, signal?: AbortSignal): Readable =>
  zipEntries((stopped) => folderEntries(input, stopped), signal)

/** Files of a sink as one zip, in the order given; otherwise as `zipImageFolder`. */
export const zipFiles = (
  sink: Pick<Sink, 'read'>,
  files: readonly { readonly name: string; readonly size: number }[],
  signal?: AbortSignal,
): Readable => zipEntries(() => sinkEntries(sink, files), signal)

async function* folderEntries(input: ImageFolderInput, signal: AbortSignal): AsyncGenerator<ZipEntry> {
  const plan = await planFolder(input, signal)
  for await (const { path, blob, open } of imageFolderEntries(input, plan, signal))
    yield { path, size: blob?.size ?? null, open }
}

async function* sinkEntries(
  sink: Pick<Sink, 'read'>,
  files: readonly { readonly name: string; readonly size: number }[],
): AsyncGenerator<ZipEntry> {
  for (const { name, size } of files) yield { path: name, size, open: () => sink.read(name) }
}

function zipEntries(
  entries: (signal: AbortSignal) => AsyncIterable<ZipEntry>,
  signal: AbortSignal | undefined,
): Readable {
  const zip = new ZipFile()
  // The pass-through that the zip writes to: destroying it makes its inner pipes let go.
  const output = zip.outputStream as PassThrough
  const stopped = new AbortController()
  output.once('close', () => stopped.abort())
  const anySignal = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal
  zip.once('error', (error) => output.destroy(error as Error))
  fill(zip, entries(anySignal), anySignal).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  return output
}

async function fill(zip: ZipFile, entries: AsyncIterable<ZipEntry>, signal: AbortSignal): Promise<void> {
  for await (const entry of entries) await add(zip, entry, signal)
  zip.end()
}

/** Adds one entry and waits until it is written, since the zip would hold all that is added. */
async function add(zip: ZipFile, { path, size, open }: ZipEntry, signal: AbortSignal): Promise<void> {
  const bytes = Readable.from(open(), { objectMode: false })
  const ended = once(bytes, 'end', { signal })
  zip.addReadStreamLazy(path, { ...options, ...(size !== null && { size }) }, (give) => give(null, bytes))
  await ended
}
