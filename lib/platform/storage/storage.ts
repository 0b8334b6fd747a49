import type { Readable } from 'node:stream'

/** Bytes a–b inclusive, as HTTP ranges count. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface StoredBlob {
  /** sha256 of the bytes, hex: the blob's name. */
  readonly sha256: string
  readonly size: number
}

/** Content-addressed bytes. Written once, never changed; writing what is there already is a success. */
export interface Storage {
  /** Stores a stream or buffer and returns its name. Nothing of a write that failed remains, and of one that was killed no blob. */
  put(content: Readable | Uint8Array, options?: { maxBytes?: number }): Promise<StoredBlob>
  /** Throws `not-found` when the blob is absent. */
  read(sha256: string): Promise<Buffer>
  stream(sha256: string, range?: ByteRange): Promise<Readable>
  size(sha256: string): Promise<number>
  /** Proves that the storage can be written and read; throws with the reason when not. */
  check(): Promise<void>
}
