import { defaultFrame } from '@/lib/imaging/frame'
import { hashPicture } from '@/lib/imaging/perceptual-hash'
import { sharp } from '@/lib/imaging/safe-sharp'
import { audit } from '@/lib/platform/audit'
import { systemActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { putBlob, storage } from '@/lib/platform/storage/blobs'
import { addImage, lockCatalog } from './add-image'
import { type Picture, renderedFrame } from './make-picture'

type CandidateRow = Prisma.CandidateGetPayload<Record<never, never>>

const isSample = ({ sampleState }: CandidateRow) => sampleState === 'accepted' || sampleState === 'approved'

/** The accepted edit is stored and safe already: it is the master as it is, and needs no second encoding. */
const pictureOf = async (sha256: string): Promise<Picture> => {
  const bytes = await storage().read(sha256)
  const { width, height } = await sharp(bytes).metadata()
  const thumb = await sharp(bytes)
    .resize(384, 384, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer()
  const frame = defaultFrame(width, height, Math.min(width, height))
  return {
    sha256,
    originalSha256: sha256,
    thumbSha: (await putBlob(thumb, 'image/webp')).sha256,
    width,
    height,
    notes: [],
    phash: BigInt.asIntN(64, await hashPicture(bytes)),
    frame: { ...frame, sha256: await renderedFrame(bytes, frame) },
  }
}

/**
 * Makes an accepted edit a source image of the next turn, with its lineage, its caption and its licence; archives that
 * image when the edit was overturned. Idempotent: what the candidate is now decides, not what the job was enqueued for.
 */
export const adoptTurn = async ({ candidateId }: { candidateId: string }): Promise<void> => {
  const candidate = await db().candidate.findUnique({ where: { id: candidateId } })
  if (!candidate) return
  const adopted = await db().sourceImage.findUnique({ where: { parentCandidateId: candidateId } })
  if (!isSample(candidate) || adopted) {
    if (adopted)
      await db().sourceImage.updateMany({
        where: { id: adopted.id, archivedAt: isSample(candidate) ? { not: null } : null },
        data: { archivedAt: isSample(candidate) ? null : new Date(), version: { increment: 1 } },
      })
    return
  }
  const [source, record] = await Promise.all([
    db().sourceImage.findUniqueOrThrow({ where: { id: candidate.sourceImageId } }),
    db().instructionRecord.findUniqueOrThrow({ where: { id: candidate.recordId } }),
  ])
  const picture = await pictureOf(candidate.editedSha)
  const { projectId } = candidate
  const turn = source.turn + 1
  await transaction(async (tx) => {
    await lockCatalog(tx, projectId)
    // Two candidates may have come out the same to the pixel; one image of a turn stands for both.
    const known = await tx.sourceImage.count({
      where: { projectId, OR: [{ parentCandidateId: candidateId }, { sha256: picture.sha256, turn }] },
    })
    if (known > 0) return
    const imageId = await addImage(
      tx,
      {
        projectId,
        name: source.name,
        licence: source.licence,
        attribution: source.attribution,
        caption: record.targetCaption,
        captionStatus: 'confirmed',
        captionBy: 'turn',
        turn,
        parentCandidateId: candidateId,
        rootImageId: source.rootImageId ?? source.id,
      },
      picture,
      null,
    )
    await audit(tx, systemActor(projectId), {
      action: 'image.adopted',
      objectType: 'image',
      objectId: imageId,
      detail: { candidateId, turn },
    })
  })
}
