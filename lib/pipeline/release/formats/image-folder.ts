import { type Column, columnsOf, imagesOf } from './columns'
import { renderCard } from './dataset-card'
import { attributionLines, renderLicences } from './licence-files'
import type { ReleaseAbout } from './manifest'
import { readBlob } from './read-blob'
import {
  type BlobReader,
  type BlobRef,
  imageName,
  type Part,
  partName,
  type ReleaseRow,
  type RowSource,
} from './row'
import { type ReleaseSummary, Summariser } from './summarise'

export interface ImageFolderInput {
  readonly about: ReleaseAbout
  readonly source: RowSource
  readonly blobs: BlobReader
}

/** One file of the folder. Its bytes are only read when `open` is iterated. */
export interface FolderEntry {
  readonly path: string
  /** Set for pictures, whose size and digest are known beforehand. */
  readonly blob: BlobRef | null
  readonly open: () => AsyncIterable<Uint8Array>
}

const columns = columnsOf({ anchor: true })

export async function summariseFolder(source: RowSource, signal?: AbortSignal): Promise<ReleaseSummary> {
  const summariser = new Summariser(columns)
  for await (const row of source({})) {
    signal?.throwIfAborted()
    summariser.add(row)
  }
  return summariser.summary()
}

/**
 * The release as ImageFolder, file by file in a fixed order: documents, then `<configuration>/<split>/metadata.jsonl`
 * and its pictures. `source_file_name`, `edited_file_name` and `mask_file_name` load as the image columns `source`,
 * `edited` and `mask`.
 */
export async function* imageFolderEntries(
  { about, source, blobs }: ImageFolderInput,
  summary: ReleaseSummary,
  signal?: AbortSignal,
): AsyncGenerator<FolderEntry> {
  const parts: readonly Part[] = summary.parts
  yield textEntry('README.md', () => [renderFolderCard(about, summary)])
  yield textEntry('LICENSES.md', () => [renderLicences(about, summary)])
  yield textEntry('ATTRIBUTION.jsonl', () => attributionLines(source, signal))
  for (const part of parts) {
    yield textEntry(`${partName(part)}/metadata.jsonl`, () => metadataLines(source, part, signal))
    for await (const row of source({ part })) {
      signal?.throwIfAborted()
      for (const { blob, name } of imagesOf(row, columns)) {
        const path = `${partName(part)}/${subfolder(row)}/${name}`
        yield {
          path,
          blob,
          open: async function* () {
            yield await readBlob(blobs, blob)
          },
        }
      }
    }
  }
}

/** A thousand rows a folder: the Hub refuses more than 10,000 files in one. */
const subfolder = (row: ReleaseRow) => String(Math.floor(row.position / 1000)).padStart(5, '0')

function textEntry(path: string, lines: () => Iterable<string> | AsyncIterable<string>): FolderEntry {
  return {
    path,
    blob: null,
    open: async function* () {
      for await (const line of lines()) yield Buffer.from(line)
    },
  }
}

async function* metadataLines(source: RowSource, part: Part, signal: AbortSignal | undefined) {
  for await (const row of source({ part })) {
    signal?.throwIfAborted()
    yield `${JSON.stringify(metadata(row))}\n`
  }
}

function metadata(row: ReleaseRow): Record<string, unknown> {
  const fileName = (role: 'source' | 'edited' | 'mask' | 'anchor', blob: BlobRef | null) =>
    blob && `${subfolder(row)}/${imageName(row, role, blob)}`
  const masked = row.configuration === 'region' ? row.mask : null
  return {
    source_file_name: fileName('source', row.source),
    edited_file_name: fileName('edited', row.edited),
    mask_file_name: fileName('mask', masked),
    ...(row.anchor && { anchor_file_name: fileName('anchor', row.anchor) }),
    ...Object.fromEntries(
      columns.flatMap((column) => (column.kind === 'image' ? [] : [[column.name, column.value(row)]])),
    ),
  }
}

/** Column names of this layout: its images lose `_image`, since ImageFolder names them by their file column. */
const folderColumns: readonly Column[] = [
  ...columns
    .filter(({ kind, name }) => kind === 'image' && name !== 'anchor_image')
    .map((column) => ({ ...column, name: column.name.replace('_image', '') })),
  ...columns.filter(({ kind }) => kind !== 'image'),
]

function renderFolderCard(about: ReleaseAbout, summary: ReleaseSummary): string {
  return renderCard({
    about,
    summary,
    columns: folderColumns,
    // Features are read from the files: a column that is null throughout has no type there to agree with.
    features: false,
    dataFiles: (configuration, split) => `${configuration}/${split}/**`,
  })
}
