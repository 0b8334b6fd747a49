import type { ProjectActor } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { findSeed, staleSeed } from './find-seed'
import type { SeedTexts, SeedView } from './schema'
import { viewSeed } from './view-seed'

/** The ids that a seed may point to, checked to be of its project and of its image. */
export const checkReferences = async (
  tx: Tx,
  seed: { projectId: string; sourceImageId: string },
  texts: Partial<SeedTexts>,
): Promise<void> => {
  const { projectId, sourceImageId } = seed
  if (texts.editTypeId && !(await tx.editType.count({ where: { id: texts.editTypeId, projectId } })))
    throw new ExemplarError('bad-input', 'There is no such edit type in this project.', {
      field: 'editTypeId',
    })
  if (texts.regionId && !(await tx.region.count({ where: { id: texts.regionId, projectId, sourceImageId } })))
    throw new ExemplarError('bad-input', 'The region is not of this image.', { field: 'regionId' })
}

/**
 * Saves what a writer typed, and keeps their image theirs. Only the author's own draft, and only over the version
 * that they had; not audited, since it happens with every pause in typing.
 */
export const saveDraft = (
  actor: ProjectActor,
  { id, version, ...texts }: { id: string; version: number } & Partial<SeedTexts>,
): Promise<SeedView> =>
  transaction(async (tx) => {
    const seed = await findSeed(tx, actor, id)
    if (seed.authorId !== actor.userId)
      throw new ExemplarError('forbidden', 'Only its author can edit a draft.', {
        fix: 'Edit it while approving it.',
      })
    await checkReferences(tx, seed, texts)
    const { count } = await tx.seed.updateMany({
      where: { id, version, status: { in: ['draft', 'returned'] } },
      data: { ...texts, version: { increment: 1 } },
    })
    if (count === 0) throw await staleSeed(tx, actor, id, texts)
    await tx.sourceImage.updateMany({
      where: { id: seed.sourceImageId, leaseUserId: actor.userId },
      data: { leaseUntil: new Date(Date.now() + 10 * 60_000) },
    })
    return viewSeed(await findSeed(tx, actor, id), tx)
  })
