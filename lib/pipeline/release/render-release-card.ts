import type { ProjectActor } from '@/lib/platform/auth/actor'
import { findSealed } from './find-release'
import { columnsOf } from './formats/columns'
import { renderCard } from './formats/dataset-card'
import { aboutOf } from './freeze-about'
import type { ResolvedRules } from './resolve-rules'
import type { StoredCounts } from './view-release'

/** The dataset card of the Parquet export, before there is one. It lacks nothing but the size of the files. */
export const renderReleaseCard = async (actor: ProjectActor, id: string): Promise<{ markdown: string }> => {
  const release = await findSealed(actor, id)
  const { summary } = release.counts as unknown as StoredCounts
  if (!summary) throw new Error(`the sealed release ${id} has no counts`)
  const { anchor } = release.rules as unknown as ResolvedRules
  const markdown = renderCard({
    about: aboutOf(release),
    summary,
    columns: columnsOf({ anchor }),
    features: true,
    dataFiles: (configuration, split) => `data/${configuration}/${split}-*.parquet`,
  })
  return { markdown }
}
