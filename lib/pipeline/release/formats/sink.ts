/** A file being written. Nobody sees it before `commit`; until then a crash or `discard` leaves nothing behind. */
export interface SinkFile {
  write(chunk: Uint8Array): Promise<void>
  commit(): Promise<void>
  discard(): Promise<void>
}

/**
 * A directory that an export is written to. Paths are relative, with `/`. Publishing is one step of `commit`, since
 * that is what a rename on disk and a completed multipart upload on an object store have in common.
 */
export interface Sink {
  create(path: string): Promise<SinkFile>
  /** Size in bytes, null when there is no such file. */
  size(path: string): Promise<number | null>
  read(path: string): AsyncIterable<Uint8Array>
  remove(path: string): Promise<void>
  /** All committed files, sorted. */
  list(): Promise<readonly string[]>
}
