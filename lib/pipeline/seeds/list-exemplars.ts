import { blobPath } from '@/lib/platform/api/context'
import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'

export const listExemplars = async (
  actor: ProjectActor,
  {
    origin,
    cursor,
    limit,
  }: { origin?: 'seed' | 'sample' | undefined; cursor?: string | undefined; limit: number },
) => {
  const rows = await db().exemplar.findMany({
    where: { projectId: actor.projectId, retiredAt: null, ...before(cursor), ...(origin && { origin }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const [types, images] = await Promise.all([
    db().editType.findMany({
      where: { projectId: actor.projectId },
      select: { id: true, key: true, label: true },
    }),
    db().sourceImage.findMany({
      where: { id: { in: rows.map((row) => row.sourceImageId) } },
      select: { id: true, thumbSha: true },
    }),
  ])
  const typeOf = new Map(types.map((type) => [type.id, type]))
  const thumbOf = new Map(images.map((image) => [image.id, image.thumbSha]))
  return toPage(rows, limit, (row) => ({
    ...row,
    editType: typeOf.get(row.editTypeId) ?? { id: row.editTypeId, key: 'other', label: 'Other' },
    image: { id: row.sourceImageId, thumbUrl: blobPath(row.projectId, thumbOf.get(row.sourceImageId) ?? '') },
  }))
}
