import { type Column, columnsOf } from './columns'
import { renderCard } from './dataset-card'
import { ExportJournal } from './export-journal'
import { attributionLines, renderLicences } from './licence-files'
import {
  type ManifestFile,
  manifestPath,
  type ReleaseAbout,
  renderManifest,
  renderSums,
  sumsPath,
} from './manifest'
import { defaultLimits, type ParquetLimits } from './parquet-limits'
import { planShards, type Shard } from './plan-shards'
import { rethrowAbort } from './rethrow-abort'
import type { BlobReader, ExportControl, RowSource } from './row'
import type { Sink } from './sink'
import type { ReleaseSummary } from './summarise'
import { verifyFile, writeFile, writeText } from './write-file'
import { writeShard } from './write-shard'

export interface ExportInput {
  readonly about: ReleaseAbout
  readonly source: RowSource
  readonly blobs: BlobReader
  readonly sink: Sink
  /** Adds the photograph as a third image where the engine generated the source too. */
  readonly anchor?: boolean
  readonly limits?: ParquetLimits
}

export interface ExportResult {
  readonly summary: ReleaseSummary
  readonly files: readonly ManifestFile[]
  /** Shards found whole from an earlier, interrupted export. */
  readonly kept: number
}

/**
 * Writes a release as Parquet in UltraEdit's schema, with card, licences, manifest and checksums. The same rows give
 * the same bytes. An interrupted export (abort, crash, full disk) is continued by calling it again on the same sink:
 * whole shards are verified and kept, the first missing one is begun afresh. Throws `ExemplarError('cancelled')`
 * when the signal aborts. SHA256SUMS is written last: where it is, the export is complete.
 */
export async function exportParquet(input: ExportInput, control: ExportControl = {}): Promise<ExportResult> {
  return rethrowAbort(control.signal, async () => {
    const { source, sink, limits = defaultLimits } = input
    const columns = columnsOf({ anchor: input.anchor ?? false })
    const { shards, summary } = await planShards(source, columns, limits, control.signal)
    const journal = await ExportJournal.open(sink)
    await sink.remove(sumsPath)
    const { written, kept } = await writeShards(input, { shards, columns, limits, journal }, control)
    const documents = await writeDocuments(input, { summary, columns, written }, control.signal)
    const files = [...written, ...documents]
    for (const stray of journal.strays(new Set(files.map(({ path }) => path)))) await sink.remove(stray)
    await journal.close()
    return { summary, files, kept }
  })
}

interface Work {
  readonly shards: readonly Shard[]
  readonly columns: readonly Column[]
  readonly limits: ParquetLimits
  readonly journal: ExportJournal
}

async function writeShards(input: ExportInput, work: Work, control: ExportControl) {
  const { shards, journal, columns, limits } = work
  const { signal, onProgress } = control
  const totalRows = shards.reduce((sum, shard) => sum + shard.rows, 0)
  const totalBytes = shards.reduce((sum, shard) => sum + shard.boundBytes, 0)
  const written: ManifestFile[] = []
  let kept = 0
  let rows = 0
  let bytes = 0
  for (const shard of shards) {
    const { path, content } = shard
    const known = journal.find(path, content)
    if (known && (await verifyFile(input.sink, known, signal))) {
      kept++
      written.push(known)
    } else {
      let done = 0
      const onGroup = (groupRows: number, fileBytes: number) => {
        done += groupRows
        onProgress?.({ rows: rows + done, totalRows, bytes: bytes + fileBytes, totalBytes })
      }
      const facts = await writeShard({ ...input, columns, limits }, shard, { signal, onGroup })
      const file = { ...facts, rows: shard.rows, content }
      await journal.record(file)
      written.push(file)
    }
    rows += shard.rows
    bytes += written.at(-1)?.size ?? 0
    onProgress?.({ rows, totalRows, bytes, totalBytes })
  }
  return { written, kept }
}

interface Documents {
  readonly summary: ReleaseSummary
  readonly columns: readonly Column[]
  readonly written: readonly ManifestFile[]
}

async function writeDocuments(
  { about, source, sink }: ExportInput,
  { summary, columns, written }: Documents,
  signal: AbortSignal | undefined,
): Promise<ManifestFile[]> {
  const bytesUnder = (prefix: string) =>
    written.filter(({ path }) => path.startsWith(prefix)).reduce((sum, { size }) => sum + size, 0)
  const card = renderCard({
    about,
    summary,
    columns,
    features: true,
    downloadBytes: { 'free-form': bytesUnder('data/free-form/'), region: bytesUnder('data/region/') },
    dataFiles: (configuration, split) => `data/${configuration}/${split}-*.parquet`,
  })
  const documents = [
    await writeText(sink, 'README.md', card),
    await writeText(sink, 'LICENSES.md', renderLicences(about, summary)),
    await writeFile(sink, 'ATTRIBUTION.jsonl', async (write) => {
      for await (const line of attributionLines(source, signal)) await write(Buffer.from(line))
    }),
  ]
  const files = [...written, ...documents]
  const manifest = await writeText(sink, manifestPath, renderManifest(about, summary, files))
  const sums = await writeText(sink, sumsPath, renderSums([...files, manifest]))
  return [...documents, manifest, sums]
}
