import { createHash, type Hash } from 'node:crypto'
import { ExemplarError } from '@/lib/platform/errors'
import type { Column } from './columns'
import {
  boundBytes,
  GroupCutter,
  groupOverheadBytes,
  type ParquetLimits,
  shardOverheadBytes,
} from './parquet-limits'
import { huggingFaceInfo } from './parquet-schema'
import { configurations, type Part, partName, type ReleaseRow, type RowSource, splits } from './row'
import { type ReleaseSummary, Summariser } from './summarise'

export interface Shard {
  readonly part: Part
  /** `data/region/train-00000-of-00012.parquet` */
  readonly path: string
  readonly rows: number
  /** Upper bound of the file's size. */
  readonly boundBytes: number
  /** Rows of the part with a position in (after, last] are this shard's. */
  readonly after: number
  readonly last: number
  /** Digest of all that decides the file's bytes: format, columns, limits, and every value (images by digest). */
  readonly content: string
}

export interface ShardPlan {
  readonly shards: readonly Shard[]
  readonly summary: ReleaseSummary
}

/** Raise it when the writer's bytes change for the same rows: shards of an interrupted older export are then redone. */
const formatVersion = 1

/**
 * Decides, before a blob is read, which rows go to which shard: names carry the total (`-of-00012`), and a restart
 * must come to the same cuts.
 */
export async function planShards(
  source: RowSource,
  columns: readonly Column[],
  limits: ParquetLimits,
  signal?: AbortSignal,
): Promise<ShardPlan> {
  const drafts = new Map<string, PartDraft>()
  const summariser = new Summariser(columns)
  let previous = -1
  for await (const row of source({})) {
    signal?.throwIfAborted()
    if (row.position <= previous) {
      throw new ExemplarError('internal', `Row ${row.position} of the release follows row ${previous}.`, {
        field: 'position',
        fix: 'Read the release in ascending order of position.',
      })
    }
    previous = row.position
    summariser.add(row)
    const name = partName(row)
    const draft = drafts.get(name) ?? new PartDraft(row, columns, limits)
    drafts.set(name, draft)
    draft.add(row)
  }
  const shards = configurations.flatMap((configuration) =>
    splits.flatMap((split) => drafts.get(partName({ configuration, split }))?.finish() ?? []),
  )
  return { shards, summary: summariser.summary() }
}

interface ShardDraft {
  readonly cutter: GroupCutter
  readonly hash: Hash
  readonly after: number
  rows: number
  bytes: number
  last: number
}

class PartDraft {
  private readonly part: Part
  private readonly drafts: ShardDraft[] = []

  constructor(
    { configuration, split }: Part,
    private readonly columns: readonly Column[],
    private readonly limits: ParquetLimits,
  ) {
    this.part = { configuration, split }
  }

  add(row: ReleaseRow): void {
    const bytes = boundBytes(row, this.columns)
    let draft = this.drafts.at(-1)
    // Counted as if the row began a group, which bounds it either way.
    if (!draft || draft.bytes + bytes + groupOverheadBytes > this.limits.shardBytes) {
      draft = this.begin(draft?.last ?? -1)
    }
    if (draft.cutter.begins(bytes)) draft.bytes += groupOverheadBytes
    draft.bytes += bytes
    draft.rows++
    draft.last = row.position
    draft.hash.update(JSON.stringify(this.columns.map((column) => fact(column, row)))).update('\n')
  }

  finish(): Shard[] {
    const { configuration, split } = this.part
    return this.drafts.map((draft, index) => ({
      part: this.part,
      path: `data/${configuration}/${split}-${padded(index)}-of-${padded(this.drafts.length)}.parquet`,
      rows: draft.rows,
      boundBytes: draft.bytes,
      after: draft.after,
      last: draft.last,
      content: draft.hash.digest('hex'),
    }))
  }

  private begin(after: number): ShardDraft {
    const hash = createHash('sha256').update(
      JSON.stringify([formatVersion, this.limits.groupBytes, huggingFaceInfo(this.columns)]),
    )
    const draft = {
      cutter: new GroupCutter(this.limits.groupBytes),
      hash,
      after,
      rows: 0,
      bytes: shardOverheadBytes,
      last: after,
    }
    this.drafts.push(draft)
    return draft
  }
}

const padded = (count: number) => String(count).padStart(5, '0')

function fact(column: Column, row: ReleaseRow) {
  return column.kind === 'image' ? (column.value(row)?.sha256 ?? null) : column.value(row)
}
