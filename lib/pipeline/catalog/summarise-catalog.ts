import { getSettings } from '@/lib/pipeline/project'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { captionModel } from './caption-engine'
import type { CatalogSummary } from './schema'

/** What the project has, and what waits, in figures. */
export const summariseCatalog = async ({ projectId }: ProjectActor): Promise<CatalogSummary> => {
  const live = { projectId, archivedAt: null }
  const [byCaption, drafting, nearDuplicates, archived, licences, top, settings] = await Promise.all([
    db().sourceImage.groupBy({ by: ['captionStatus'], where: live, _count: { _all: true } }),
    db().sourceImage.count({ where: { ...live, captionDueAt: { not: null } } }),
    db().sourceImage.count({ where: { ...live, nearDuplicateOfId: { not: null } } }),
    db().sourceImage.count({ where: { projectId, archivedAt: { not: null } } }),
    db().sourceImage.groupBy({
      by: ['licence'],
      where: { ...live, licence: { not: null } },
      orderBy: { _count: { licence: 'desc' } },
      take: 50,
    }),
    db().sourceImage.aggregate({ where: live, _max: { turn: true } }),
    getSettings(projectId),
  ])
  const countOf = new Map(byCaption.map((group) => [group.captionStatus, group._count._all]))
  const [missing, draft, confirmed] = (['missing', 'draft', 'confirmed'] as const).map(
    (status) => countOf.get(status) ?? 0,
  ) as [number, number, number]
  return {
    images: missing + draft + confirmed,
    missing,
    draft,
    confirmed,
    drafting,
    nearDuplicates,
    archived,
    licences: licences.map((group) => group.licence).filter((one) => one !== null),
    turns: top._max.turn ?? 1,
    captionEngine: captionModel(),
    captionMaxWords: settings.image.captionMaxWords,
    maxMegabytes: settings.image.maxMegabytes,
  }
}
