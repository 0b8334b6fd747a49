import { db } from '@/lib/platform/db'
import type { FoundRelease } from './find-release'
import type { ReleaseSummary } from './formats/summarise'
import type { FrozenAbout } from './freeze-about'
import { type ReleaseView, releaseRules } from './schema'

/** What the `counts` column holds: the number chosen once known, all counts once sealed. */
export interface StoredCounts {
  readonly total?: number
  readonly summary?: ReleaseSummary
}

const viewCounts = (
  summary: ReleaseSummary,
  typeTitles: FrozenAbout['typeTitles'],
): ReleaseView['counts'] => ({
  photographs: summary.photographs,
  images: summary.images,
  types: summary.types.map((count) => ({ ...count, title: typeTitles[count.type] ?? count.type })),
  parts: summary.parts.map(({ configuration, split, rows }) => ({ configuration, split, rows })),
  licences: [...summary.licences],
  models: [...summary.models],
  generators: [...summary.generators],
  decidedBy: [...summary.decidedBy],
})

export const viewReleases = async (rows: readonly FoundRelease[]): Promise<ReleaseView[]> => {
  const people = [...new Set(rows.map((row) => row.createdById).filter((one) => one !== null))]
  const users = await db().user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } })
  return rows.map((row) => {
    const { total, summary } = row.counts as unknown as StoredCounts
    const { description, languages, licence, typeTitles } = row.about as unknown as FrozenAbout
    return {
      id: row.id,
      version: row.version,
      title: row.title,
      notes: row.notes,
      status: row.status,
      rows: row.rowCount,
      total: total ?? null,
      digest: row.digest,
      error: row.error,
      rules: releaseRules.parse(row.rules),
      about: { description, languages: [...languages], licence },
      counts: summary ? viewCounts(summary, typeTitles) : null,
      createdBy: users.find((user) => user.id === row.createdById) ?? null,
      createdAt: row.createdAt,
      sealedAt: row.sealedAt,
    }
  })
}
