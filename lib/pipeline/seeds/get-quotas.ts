import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { QuotaView } from './schema'

/** The project's edit types in their order, each with how many seeds are still wanted. */
export const getQuotas = async (actor: ProjectActor): Promise<QuotaView[]> => {
  const { projectId } = actor
  const [types, counts] = await Promise.all([
    db().editType.findMany({ where: { projectId, archivedAt: null }, orderBy: { position: 'asc' } }),
    db().seed.groupBy({
      by: ['editTypeId'],
      where: { projectId, status: { in: ['submitted', 'approved'] } },
      _count: { _all: true },
    }),
  ])
  const written = new Map(counts.map((row) => [row.editTypeId, row._count._all]))
  return types.map((type) => {
    const count = written.get(type.id) ?? 0
    return {
      ...type,
      editTypeId: type.id,
      written: count,
      open: type.quota === null ? null : Math.max(0, type.quota - count),
    }
  })
}
