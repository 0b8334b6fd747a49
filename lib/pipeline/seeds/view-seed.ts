import { blobPath } from '@/lib/platform/api/context'
import type { Prisma, Tx } from '@/lib/platform/db'
import { db } from '@/lib/platform/db'
import type { SeedView } from './schema'

type SeedRow = Prisma.SeedGetPayload<Record<never, never>>

/** Turns rows into what the API answers, with their images, types and people in three queries, whatever the count. */
export const viewSeeds = async (rows: readonly SeedRow[], tx: Tx = db()): Promise<SeedView[]> => {
  const people = [
    ...new Set(rows.flatMap((row) => [row.authorId, row.reviewerId]).filter((one) => one !== null)),
  ]
  const types = [...new Set(rows.map((row) => row.editTypeId).filter((one) => one !== null))]
  const images = [...new Set(rows.map((row) => row.sourceImageId))]
  const [users, editTypes, sources] = await Promise.all([
    tx.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } }),
    tx.editType.findMany({ where: { id: { in: types } }, select: { id: true, key: true, label: true } }),
    tx.sourceImage.findMany({
      where: { id: { in: images } },
      select: { id: true, name: true, thumbSha: true, frameId: true },
    }),
  ])
  const userOf = new Map(users.map((user) => [user.id, user]))
  const typeOf = new Map(editTypes.map((type) => [type.id, type]))
  const imageOf = new Map(sources.map((image) => [image.id, image]))
  return rows.flatMap((row) => {
    const image = imageOf.get(row.sourceImageId)
    if (!image) return [] // deleted between the two queries
    const { id, name, thumbSha, frameId } = image
    return {
      ...row,
      editType: (row.editTypeId && typeOf.get(row.editTypeId)) || null,
      image: { id, name, frameId, thumbUrl: blobPath(row.projectId, thumbSha) },
      author: (row.authorId && userOf.get(row.authorId)) || null,
      reviewer: (row.reviewerId && userOf.get(row.reviewerId)) || null,
    }
  })
}

export const viewSeed = async (row: SeedRow, tx: Tx = db()): Promise<SeedView> => {
  const [view] = await viewSeeds([row], tx)
  if (!view) throw new Error(`the image of seed ${row.id} is gone`)
  return view
}
