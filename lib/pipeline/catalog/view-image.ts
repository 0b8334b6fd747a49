import { blobPath } from '@/lib/platform/api/context'
import { db, type Prisma, type Tx } from '@/lib/platform/db'
import type { ImageRow } from './find-image'
import { labelledBoxes } from './labelled-boxes'
import type { ImageDetail, ImageView } from './schema'

export const viewImage = (row: ImageRow): ImageView => ({
  ...row,
  url: blobPath(row.projectId, row.sha256),
  thumbUrl: blobPath(row.projectId, row.thumbSha),
  captionDue: row.captionDueAt !== null,
  archived: row.archivedAt !== null,
})

type FrameRow = Prisma.FrameGetPayload<Record<never, never>>

export const viewFrame = (row: FrameRow) => ({
  ...row,
  url: row.sha256 ? blobPath(row.projectId, row.sha256) : null,
})

export const viewImageDetail = async (row: ImageRow, tx: Tx = db()): Promise<ImageDetail> => {
  const [frame, near, labelled] = await Promise.all([
    row.frameId ? tx.frame.findUnique({ where: { id: row.frameId } }) : null,
    row.nearDuplicateOfId ? tx.sourceImage.findUnique({ where: { id: row.nearDuplicateOfId } }) : null,
    labelledBoxes(tx, row),
  ])
  return {
    ...viewImage(row),
    notes: row.notes,
    frame: frame && viewFrame(frame),
    labelled: labelled.map(({ id, label, rect }) => ({ id, label, rect })),
    nearDuplicateOf: near && {
      id: near.id,
      name: near.name,
      url: blobPath(near.projectId, near.sha256),
      thumbUrl: blobPath(near.projectId, near.thumbSha),
    },
    rootImageId: row.rootImageId,
    parentCandidateId: row.parentCandidateId,
  }
}
