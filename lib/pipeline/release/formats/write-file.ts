import { createHash } from 'node:crypto'
import type { Sink, SinkFile } from './sink'

export interface FileFacts {
  readonly path: string
  readonly size: number
  /** Hex. */
  readonly sha256: string
}

/**
 * Writes one file through `body` and publishes it whole or not at all: an error, or an abort inside `body`, discards
 * it. Returns what was written.
 */
export async function writeFile(
  sink: Sink,
  path: string,
  body: (write: SinkFile['write']) => Promise<void>,
): Promise<FileFacts> {
  const file = await sink.create(path)
  const hash = createHash('sha256')
  let size = 0
  try {
    await body(async (chunk) => {
      hash.update(chunk)
      size += chunk.byteLength
      await file.write(chunk)
    })
  } catch (error) {
    await file.discard()
    throw error
  }
  await file.commit()
  return { path, size, sha256: hash.digest('hex') }
}

export const writeText = (sink: Sink, path: string, text: string): Promise<FileFacts> =>
  writeFile(sink, path, (write) => write(Buffer.from(text)))

/** Whether the file is there with exactly these bytes. */
export async function verifyFile(sink: Sink, facts: FileFacts, signal?: AbortSignal): Promise<boolean> {
  if ((await sink.size(facts.path)) !== facts.size) return false
  const hash = createHash('sha256')
  for await (const chunk of sink.read(facts.path)) {
    signal?.throwIfAborted()
    hash.update(chunk)
  }
  return hash.digest('hex') === facts.sha256
}
