import { type Column, imagesOf } from './columns'
import type { ReleaseRow } from './row'

export interface ParquetLimits {
  /** A shard's file never exceeds it. Hugging Face asks for at most 500 MB. */
  readonly shardBytes: number
  /**
   * Target of one row group, and so the bound of memory: a group is encoded as a whole. Hugging Face asks for at most
   * 100 MB; a third of it costs 0.02 % in headers and reads faster at random.
   */
  readonly groupBytes: number
}

export const defaultLimits: ParquetLimits = { shardBytes: 500_000_000, groupBytes: 32_000_000 }

/** Footer, schema and metadata of a shard; and chunk headers, statistics and footer entries of one row group. */
export const shardOverheadBytes = 64_000
export const groupOverheadBytes = 16_000

/** What the row's values take as such, without any framing: the card's `num_bytes`. */
export function contentBytes(row: ReleaseRow, columns: readonly Column[]): number {
  let bytes = 0
  for (const column of columns) {
    if (column.kind === 'string') bytes += Buffer.byteLength(column.value(row) ?? '')
    else if (column.kind === 'bool') bytes += 1
    else if (column.kind !== 'image') bytes += 8
  }
  for (const { blob, name } of imagesOf(row, columns)) bytes += blob.size + name.length
  return bytes
}

/**
 * An upper bound of what the row adds to a shard, known before a blob is read: Snappy expands by a sixth at worst,
 * values carry a length and a level, each image may begin a page of its own.
 */
export function boundBytes(row: ReleaseRow, columns: readonly Column[]): number {
  let bytes = 0
  for (const column of columns) {
    if (column.kind === 'string') bytes += Math.ceil((Buffer.byteLength(column.value(row) ?? '') * 7) / 6)
    bytes += 16
  }
  for (const { blob, name } of imagesOf(row, columns)) bytes += blob.size + name.length + 128
  return bytes
}

/** Cuts rows into groups; the planner and the writer share it, so that both see the same groups. */
export class GroupCutter {
  private filled = 0
  groups = 0

  constructor(private readonly groupBytes: number) {}

  /** Whether this row, of `bytes` at most, begins a new group. Called once a row, in order. */
  begins(bytes: number): boolean {
    const begins = this.groups === 0 || this.filled + bytes > this.groupBytes
    if (begins) this.groups++
    this.filled = begins ? bytes : this.filled + bytes
    return begins
  }
}
