import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { SeedView } from './schema'
import { viewSeed } from './view-seed'

interface ClaimedImage {
  id: string
  caption: string
  leaseToken: number
}

/**
 * Leases the captioned image with the fewest seeds that neither somebody else holds nor this person has written for.
 * One statement: find-then-update would hand one image to several people.
 */
const leaseImage = async (
  tx: Tx,
  actor: ProjectActor,
  userId: string,
  minutes: number,
  imageId: string | null,
) => {
  const [image] = await tx.$queryRaw<ClaimedImage[]>`
    UPDATE "SourceImage" SET "leaseUserId" = ${userId}::uuid, "leaseToken" = "leaseToken" + 1,
      "leaseUntil" = now() + ${minutes} * interval '1 minute', "seedCount" = "seedCount" + 1
    WHERE id = (
      SELECT image.id FROM "SourceImage" image
      WHERE image."projectId" = ${actor.projectId}::uuid AND image."captionStatus" = 'confirmed'
        AND image."archivedAt" IS NULL AND image."frameId" IS NOT NULL
        AND (${imageId}::uuid IS NULL OR image.id = ${imageId}::uuid)
        AND (image."leaseUntil" IS NULL OR image."leaseUntil" < now() OR image."leaseUserId" = ${userId}::uuid)
        AND (${imageId}::uuid IS NOT NULL OR NOT EXISTS (
          SELECT 1 FROM "Seed" seed WHERE seed."sourceImageId" = image.id AND seed."authorId" = ${userId}::uuid))
      ORDER BY image."seedCount", image.id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING id, caption, "leaseToken"`
  return image
}

/** Gives an image back; a draft in which something was written stays among the person's drafts. */
const giveBack = async (tx: Tx, actor: ProjectActor, userId: string, seedId: string) => {
  const mine = { id: seedId, projectId: actor.projectId, authorId: userId }
  const seed = await tx.seed.findFirst({ where: mine, select: { sourceImageId: true } })
  if (!seed) return
  await tx.seed.deleteMany({ where: { ...mine, status: 'draft', instruction: '', targetCaption: '' } })
  await tx.sourceImage.updateMany({
    where: { id: seed.sourceImageId, leaseUserId: userId },
    data: { leaseUserId: null, leaseUntil: null },
  })
}

/** Opens a draft on the next image, or on the image asked for. Null when every captioned image is taken or done. */
export const claimImage = async (
  actor: ProjectActor,
  input: { imageId?: string; insteadOf?: string },
): Promise<SeedView | null> => {
  const userId = personOf(actor)
  const { leaseMinutes } = await getSettings(actor.projectId)
  return transaction(async (tx) => {
    // The image just refused must not come straight back: lease the next one before the last is given up.
    const image = await leaseImage(tx, actor, userId, leaseMinutes, input.imageId ?? null)
    if (input.insteadOf) await giveBack(tx, actor, userId, input.insteadOf)
    if (!image) {
      if (input.imageId)
        throw new ExemplarError(
          'conflict',
          'Somebody else is writing for this image, or it has no confirmed caption yet.',
          {
            field: 'imageId',
            fix: 'Take another image, or try again in a few minutes.',
          },
        )
      return null
    }
    const seed = await tx.seed.create({
      data: {
        projectId: actor.projectId,
        sourceImageId: image.id,
        sourceCaption: image.caption,
        authorId: userId,
        leaseUserId: userId,
        leaseToken: image.leaseToken,
      },
    })
    await audit(tx, actor, {
      action: 'seed.begun',
      objectType: 'seed',
      objectId: seed.id,
      detail: { imageId: image.id },
    })
    return viewSeed(seed, tx)
  })
}
