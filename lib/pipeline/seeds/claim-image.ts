import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { SeedView } from './schema'
import { viewSeed } from './view-seed'

interface ClaimedImage {
  id: string
  caption: string
  leaseToken: number
}

/**
 * Leases the captioned image with the fewest seeds that nobody else holds and that `choice` takes. One statement:
 * find-then-update would hand one image to several people.
 */
const leaseImage = async (tx: Tx, actor: ProjectActor, userId: string, choice: Prisma.Sql) => {
  const { leaseMinutes } = await getSettings(actor.projectId, tx)
  const [image] = await tx.$queryRaw<ClaimedImage[]>`
    UPDATE "SourceImage" SET "leaseUserId" = ${userId}::uuid, "leaseToken" = "leaseToken" + 1,
      "leaseUntil" = now() + ${leaseMinutes} * interval '1 minute'
    WHERE id = (
      SELECT image.id FROM "SourceImage" image
      WHERE image."projectId" = ${actor.projectId}::uuid AND image."captionStatus" = 'confirmed'
        AND image."archivedAt" IS NULL AND image."frameId" IS NOT NULL AND ${choice}
        AND (image."leaseUntil" IS NULL OR image."leaseUntil" < now() OR image."leaseUserId" = ${userId}::uuid)
      ORDER BY image."seedCount", image.id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING id, caption, "leaseToken"`
  return image
}

/** An image that they have not written for; else one on which they left nothing open: a photograph has many edits. */
const leaseNext = async (tx: Tx, actor: ProjectActor, userId: string) => {
  const own = Prisma.sql`SELECT 1 FROM "Seed" seed
    WHERE seed."sourceImageId" = image.id AND seed."authorId" = ${userId}::uuid`
  return (
    (await leaseImage(tx, actor, userId, Prisma.sql`NOT EXISTS (${own})`)) ??
    (await leaseImage(
      tx,
      actor,
      userId,
      Prisma.sql`NOT EXISTS (${own} AND seed.status IN ('draft', 'returned'))`,
    ))
  )
}

const untouched = { status: 'draft', instruction: '', targetCaption: '' } as const

/** Gives an image back; a draft in which something was written stays among the person's drafts. */
const giveBack = async (tx: Tx, actor: ProjectActor, userId: string, seedId: string) => {
  const mine = { id: seedId, projectId: actor.projectId, authorId: userId }
  const seed = await tx.seed.findFirst({ where: mine, select: { sourceImageId: true } })
  if (!seed) return
  const dropped = await tx.seed.deleteMany({ where: { ...mine, ...untouched } })
  await tx.sourceImage.updateMany({
    where: { id: seed.sourceImageId, leaseUserId: userId },
    data: { leaseUserId: null, leaseUntil: null, seedCount: { decrement: dropped.count } },
  })
}

/** The draft of a page that was closed or reloaded before anything was written: it goes on, no second one is opened. */
const resumeDraft = async (tx: Tx, actor: ProjectActor, userId: string): Promise<SeedView | null> => {
  const draft = await tx.seed.findFirst({
    where: { projectId: actor.projectId, authorId: userId, ...untouched },
    orderBy: { id: 'desc' },
  })
  const free = Prisma.sql`image.id = ${draft?.sourceImageId ?? null}::uuid`
  return draft && (await leaseImage(tx, actor, userId, free)) ? viewSeed(draft, tx) : null
}

/** Opens a draft on the next image, or on the image asked for. Null when every captioned image is taken or done. */
export const claimImage = async (
  actor: ProjectActor,
  input: { imageId?: string; insteadOf?: string },
): Promise<SeedView | null> => {
  const userId = personOf(actor)
  return transaction(async (tx) => {
    const resumed = input.imageId || input.insteadOf ? null : await resumeDraft(tx, actor, userId)
    if (resumed) return resumed
    // The image just refused must not come straight back: lease the next one before the last is given up.
    const image = input.imageId
      ? await leaseImage(tx, actor, userId, Prisma.sql`image.id = ${input.imageId}::uuid`)
      : await leaseNext(tx, actor, userId)
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
    await tx.sourceImage.update({ where: { id: image.id }, data: { seedCount: { increment: 1 } } })
    await audit(tx, actor, {
      action: 'seed.begun',
      objectType: 'seed',
      objectId: seed.id,
      detail: { imageId: image.id },
    })
    return viewSeed(seed, tx)
  })
}
