import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { findImage } from './find-image'

/** Gives a claimed image back to the others. Not an error when it was lost already. */
export const releaseCaption = async (
  actor: ProjectActor,
  { id, leaseToken }: { id: string; leaseToken: number },
): Promise<{ id: string }> => {
  await findImage(db(), actor, id)
  await db().sourceImage.updateMany({
    where: { id, projectId: actor.projectId, leaseUserId: personOf(actor), leaseToken },
    data: { leaseUserId: null, leaseUntil: null },
  })
  return { id }
}
