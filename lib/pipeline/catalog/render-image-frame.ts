import { db, transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { grantBlobs, storage } from '@/lib/platform/storage/blobs'
import { renderedFrame } from './make-picture'

/** Makes the picture of a frame that somebody moved. The same frame always has the same picture. */
export const renderImageFrame = async ({ frameId }: { frameId: string }): Promise<void> => {
  const frame = await db().frame.findUnique({ where: { id: frameId }, include: { image: true } })
  if (!frame || frame.sha256) return
  const { projectId, image } = frame
  const sha256 = await renderedFrame(await storage().read(image.sha256), frame)
  await transaction(async (tx) => {
    await tx.frame.updateMany({ where: { id: frameId, sha256: null }, data: { sha256 } })
    await grantBlobs(tx, projectId, [sha256])
    await publish(tx, { projectId, topic: 'images', id: image.id })
  })
}
