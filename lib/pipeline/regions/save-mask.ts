import type { ProjectActor } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { insertRegion } from './create-region'
import { regionFamily } from './region-family'
import type { RegionInput, RegionView } from './schema'

type PaintedMask = Extract<RegionInput, { kind: 'mask' }>

interface SavedMask extends Omit<PaintedMask, 'kind'> {
  /** The version that it was drawn over. */
  readonly id: string
  /** The newest version when the drawing began. */
  readonly seenId: string
  /** Both are kept: the person has seen the newer one. */
  readonly beside: boolean
}

/**
 * Saves a mask as a new version over another one. Two who draw over the same region queue up on its first version's row;
 * the second one is told of the first one's mask instead of passing it by.
 */
export const saveMask = (
  actor: ProjectActor,
  { id, rle, engines, seenId, beside }: SavedMask,
): Promise<RegionView> =>
  transaction(async (tx) => {
    const parent = await tx.region.findFirst({ where: { id, projectId: actor.projectId } })
    if (!parent) throw notFound('region')
    const [first = id] = await regionFamily(tx, parent)
    await tx.$queryRaw`SELECT 1 FROM "Region" WHERE id = ${first}::uuid FOR UPDATE`
    const latestId = (await regionFamily(tx, parent)).at(-1) ?? id
    if (latestId !== seenId && !beside)
      throw new ExemplarError('conflict', 'Somebody saved another mask of this region while you drew.', {
        field: 'seenId',
        fix: 'Look at both, then save yours beside it, or take theirs.',
        detail: { latestId },
      })
    return insertRegion(tx, actor, {
      imageId: parent.sourceImageId,
      frameId: parent.frameId,
      label: parent.label,
      labelled: parent.labelled,
      parentId: parent.id,
      input: { kind: 'mask', rle, ...(engines && { engines }) },
    })
  })
