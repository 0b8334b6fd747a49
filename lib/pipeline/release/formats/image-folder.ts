import type { EditMode } from '@/lib/engines/editor/editor'
import { type Column, columnsOf, imagesOf } from './columns'
import { renderCard } from './dataset-card'
import { attributionLines, renderLicences } from './licence-files'
import type { ReleaseAbout } from './manifest'
import { readBlob } from './read-blob'
import {
  type BlobReader,
  type BlobRef,
  type ImageRole,
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
  /** Adds the photograph as a third image where the engine generated the source too; unless false. */
  readonly anchor?: boolean
}

/** One file of the folder. Its bytes are only read when `open` is iterated. */
export interface FolderEntry {
  readonly path: string
  /** Set for pictures, whose size and digest are known beforehand. */
  readonly blob: BlobRef | null
  readonly open: () => AsyncIterable<Uint8Array>
}

export interface FolderPlan {
  readonly columns: readonly Column[]
  readonly summary: ReleaseSummary
  /** By configuration: columns that hold a value in one split and none in another. */
  readonly uneven: Readonly<Record<EditMode, ReadonlySet<string>>>
  /** Configurations in which a row has a photograph besides its source. */
  readonly anchored: ReadonlySet<EditMode>
}

/** Counts the release and finds what differs between its splits, before the first file is made. */
export async function planFolder(
  { source, anchor = true }: Pick<ImageFolderInput, 'source' | 'anchor'>,
  signal?: AbortSignal,
): Promise<FolderPlan> {
  const columns = columnsOf({ anchor })
  const summariser = new Summariser(columns)
  const filled = new Map<string, Set<string>>()
  const anchored = new Set<EditMode>()
  for await (const row of source({})) {
    signal?.throwIfAborted()
    summariser.add(row)
    const names = filled.get(partName(row)) ?? new Set()
    filled.set(partName(row), names)
    for (const column of columns) if (column.value(row) !== null) names.add(column.name)
    if (anchor && row.anchor) anchored.add(row.configuration)
  }
  const uneven = (configuration: EditMode) => {
    const sets = [...filled].flatMap(([name, names]) => (name.startsWith(`${configuration}/`) ? [names] : []))
    const differs = (name: string) => sets.some((set) => set.has(name)) && !sets.every((set) => set.has(name))
    return new Set(columns.map(({ name }) => name).filter(differs))
  }
  return {
    columns,
    summary: summariser.summary(),
    uneven: { 'free-form': uneven('free-form'), region: uneven('region') },
    anchored,
  }
}

/**
 * The release as ImageFolder, file by file in a fixed order: documents, then `<configuration>/<split>/metadata.jsonl`
 * and its pictures. `source_file_name`, `edited_file_name` and `mask_file_name` load as the image columns `source`,
 * `edited` and `mask`.
 */
export async function* imageFolderEntries(
  { about, source, blobs }: ImageFolderInput,
  plan: FolderPlan,
  signal?: AbortSignal,
): AsyncGenerator<FolderEntry> {
  const { summary, columns } = plan
  const parts: readonly Part[] = summary.parts
  yield textEntry('README.md', () => [renderFolderCard(about, plan)])
  yield textEntry('LICENSES.md', () => [renderLicences(about, summary)])
  yield textEntry('ATTRIBUTION.jsonl', () => attributionLines(source, signal))
  for (const part of parts) {
    yield textEntry(`${partName(part)}/metadata.jsonl`, () => metadataLines(source, part, plan, signal))
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

async function* metadataLines(
  source: RowSource,
  part: Part,
  plan: FolderPlan,
  signal: AbortSignal | undefined,
) {
  for await (const row of source({ part })) {
    signal?.throwIfAborted()
    yield `${JSON.stringify(metadata(row, plan))}\n`
  }
}

/**
 * `datasets` reads a column of nulls as a type of its own and refuses a configuration whose splits differ in types. So
 * a text that one split lacks is empty there instead of null, a number that one lacks is left out of the configuration
 * (the Parquet export has it), and the photograph of an unaltered source is that source.
 */
function metadata(row: ReleaseRow, { columns, uneven, anchored }: FolderPlan): Record<string, unknown> {
  const fileName = (role: ImageRole, blob: BlobRef | null) =>
    blob && `${subfolder(row)}/${imageName(row, role, blob)}`
  const unevenHere = uneven[row.configuration]
  const source = fileName('source', row.source)
  return {
    source_file_name: source,
    edited_file_name: fileName('edited', row.edited),
    mask_file_name: fileName('mask', row.configuration === 'region' ? row.mask : null),
    ...(anchored.has(row.configuration) && { anchor_file_name: fileName('anchor', row.anchor) ?? source }),
    ...Object.fromEntries(
      columns.flatMap((column): (readonly [string, unknown])[] => {
        if (column.kind === 'image') return []
        if (!unevenHere.has(column.name)) return [[column.name, column.value(row)]]
        return column.kind === 'string' ? [[column.name, column.value(row) ?? '']] : []
      }),
    ),
  }
}

/** Column names of this layout: its images lose `_image`, since ImageFolder names them by their file column. */
const folderColumns = (columns: readonly Column[]): readonly Column[] => [
  ...columns
    .filter(({ kind, name }) => kind === 'image' && name !== 'anchor_image')
    .map((column) => ({ ...column, name: column.name.replace('_image', '') })),
  ...columns.filter(({ kind }) => kind !== 'image'),
]

function renderFolderCard(about: ReleaseAbout, { summary, columns }: FolderPlan): string {
  return renderCard({
    about,
    summary,
    columns: folderColumns(columns),
    // Features are read from the files: a column that is null throughout has no type there to agree with.
    features: false,
    dataFiles: (configuration, split) => `${configuration}/${split}/**`,
  })
}
