import type { Prisma, Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { newId } from '@/lib/platform/ids'
import { grantBlobs } from '@/lib/platform/storage/blobs'
import type { Picture } from './make-picture'

type ImageFacts = Omit<
  Prisma.SourceImageUncheckedCreateInput,
  'id' | 'frameId' | 'nearDuplicateOfId' | 'notes' | keyof Picture
>

/** One image at a time joins a project, so that two that look alike never miss each other. Held until the commit. */
export const lockCatalog = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`catalog/${projectId}`}, 0))::text`
}

/**
 * The image that looks most alike, within `bits` of Hamming distance between the hashes. PostgreSQL counts the bits
 * of every photograph of the project: 60 ms for 100,000 of them, measured on two busy cores, which is less than
 * decoding the one that is compared.
 */
export const findNearDuplicate = async (
  tx: Tx,
  projectId: string,
  phash: bigint,
  bits: number,
): Promise<string | null> => {
  const [near] = await tx.$queryRaw<{ phash: bigint }[]>`
    SELECT phash FROM "SourceImage"
    WHERE "projectId" = ${projectId}::uuid AND turn = 1
      AND bit_count((phash # ${phash}::bigint)::bit(64)) <= ${bits}
    ORDER BY bit_count((phash # ${phash}::bigint)::bit(64)) LIMIT 1`
  if (!near) return null
  const first = await tx.sourceImage.findFirst({
    where: { projectId, phash: near.phash, turn: 1 },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  return first?.id ?? null
}

/** Writes a source image with its default frame and lets the project read its blobs. */
export const addImage = async (
  tx: Tx,
  facts: ImageFacts,
  { frame, ...picture }: Picture,
  nearDuplicateOfId: string | null,
): Promise<string> => {
  const { projectId } = facts
  const frameId = newId()
  const image = await tx.sourceImage.create({
    data: {
      ...facts,
      ...picture,
      notes: [...picture.notes],
      nearDuplicateOfId,
      frameId,
    },
  })
  await tx.frame.create({ data: { id: frameId, projectId, sourceImageId: image.id, ...frame, attempt: 1 } })
  await grantBlobs(tx, projectId, [picture.sha256, picture.thumbSha, frame.sha256])
  await publish(tx, { projectId, topic: 'images', id: image.id })
  return image.id
}
