import { type ColumnSource, ParquetWriter } from 'hyparquet-writer'
import { ChunkWriter } from './chunk-writer'
import type { Column, EmbeddedImage } from './columns'
import { boundBytes, GroupCutter, type ParquetLimits } from './parquet-limits'
import { huggingFaceInfo, parquetSchema } from './parquet-schema'
import type { Shard } from './plan-shards'
import { readBlob } from './read-blob'
import { type BlobReader, imageName, type ReleaseRow, type RowSource } from './row'
import type { Sink } from './sink'
import { type FileFacts, writeFile } from './write-file'

export interface ShardInput {
  readonly source: RowSource
  readonly blobs: BlobReader
  readonly sink: Sink
  readonly columns: readonly Column[]
  readonly limits: ParquetLimits
}

export interface ShardControl {
  readonly signal?: AbortSignal
  /** After each row group: its rows, and the file's bytes so far. */
  readonly onGroup?: (rows: number, fileBytes: number) => void
}

/** Blobs read at once. More only adds memory: one disk or one object store is busy with these. */
const readersAtOnce = 8

/** Writes one planned shard, a row group at a time. The file appears when it is complete. */
export function writeShard(input: ShardInput, shard: Shard, control: ShardControl = {}): Promise<FileFacts> {
  const { columns, limits, source, sink } = input
  return writeFile(sink, shard.path, async (write) => {
    const writer = new ChunkWriter(write)
    const parquet = new ParquetWriter({
      writer,
      schema: parquetSchema(columns),
      codec: 'SNAPPY',
      kvMetadata: [{ key: 'huggingface', value: huggingFaceInfo(columns) }],
      createdBy: 'exemplar',
    })
    const cutter = new GroupCutter(limits.groupBytes)
    let group: ReleaseRow[] = []

    const writeGroup = async () => {
      const columnData = await encodeGroup(input, group, control.signal)
      await parquet.write({ columnData, rowGroupSize: group.length })
      control.onGroup?.(group.length, writer.offset)
      group = []
    }

    for await (const row of source({ part: shard.part, after: shard.after })) {
      control.signal?.throwIfAborted()
      if (row.position > shard.last) break
      if (cutter.begins(boundBytes(row, columns)) && group.length > 0) await writeGroup()
      group.push(row)
    }
    if (group.length > 0) await writeGroup()
    await parquet.finish()
  })
}

async function encodeGroup(
  { columns, blobs }: ShardInput,
  rows: readonly ReleaseRow[],
  signal: AbortSignal | undefined,
): Promise<ColumnSource[]> {
  const encoded: ColumnSource[] = []
  for (const column of columns) encoded.push(await encodeColumn(column, rows, blobs, signal))
  return encoded
}

async function encodeColumn(
  column: Column,
  rows: readonly ReleaseRow[],
  blobs: BlobReader,
  signal: AbortSignal | undefined,
): Promise<ColumnSource> {
  const { name } = column
  switch (column.kind) {
    case 'image':
      return {
        name,
        data: await readImages(column, rows, blobs, signal),
        // Encoded pictures neither compress nor repeat, and the minimum of their bytes means nothing.
        encoding: 'PLAIN',
        codec: 'UNCOMPRESSED',
        statistics: false,
      }
    case 'int64':
      return { name, data: rows.map((row) => toBigInt(column.value(row))) }
    default:
      return { name, data: rows.map((row) => column.value(row)) }
  }
}

const toBigInt = (value: number | null) => (value === null ? null : BigInt(value))

async function readImages(
  column: Column & { readonly kind: 'image' },
  rows: readonly ReleaseRow[],
  blobs: BlobReader,
  signal: AbortSignal | undefined,
): Promise<(EmbeddedImage | null)[]> {
  const images: (EmbeddedImage | null)[] = new Array(rows.length).fill(null)
  const waiting = rows.entries()
  const reader = async () => {
    for (const [index, row] of waiting) {
      signal?.throwIfAborted()
      const blob = column.value(row)
      if (!blob) continue
      images[index] = { bytes: await readBlob(blobs, blob), path: imageName(row, column.role, blob) }
    }
  }
  await Promise.all(Array.from({ length: readersAtOnce }, reader))
  return images
}
