import { audit } from '@/lib/platform/audit'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import type { RegionView } from './schema'
import { viewRegion } from './view-region'

/** Offers a region to writers and to expansion, or stops offering it; the region itself never changes. */
export const labelRegion = (actor: ProjectActor, id: string, labelled: boolean): Promise<RegionView> =>
  transaction(async (tx) => {
    const [row] = await tx.region.updateManyAndReturn({
      where: { id, projectId: actor.projectId },
      data: { labelled },
    })
    if (!row) throw notFound('region')
    await audit(tx, actor, {
      action: labelled ? 'region.offered' : 'region.withdrawn',
      objectType: 'region',
      objectId: id,
    })
    return viewRegion(row)
  })
