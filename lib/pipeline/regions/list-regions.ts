import { blobPath } from '@/lib/platform/api/context'
import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import type { RegionView } from './schema'
import { viewRegion } from './view-region'

export const listRegions = async (
  { projectId }: ProjectActor,
  {
    cursor,
    limit,
    status,
    label,
    labelled,
  }: {
    cursor?: string | undefined
    limit: number
    status?: RegionView['status'] | undefined
    label?: string | undefined
    labelled?: boolean | undefined
  },
) => {
  const rows = await db().region.findMany({
    where: {
      projectId,
      ...before(cursor),
      ...(status && { status }),
      ...(labelled !== undefined && { labelled }),
      ...(label && { label: { contains: label, mode: 'insensitive' } }),
    },
    include: { image: { select: { id: true, name: true, thumbSha: true } } },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const frames = await db().frame.findMany({
    where: { id: { in: rows.map((row) => row.frameId) } },
    select: { id: true, sha256: true },
  })
  const frameOf = new Map(frames.map((frame) => [frame.id, frame.sha256]))
  return toPage(rows, limit, ({ image, ...row }) => {
    const frame = frameOf.get(row.frameId)
    return {
      ...viewRegion(row),
      image: { id: image.id, name: image.name, thumbUrl: blobPath(projectId, image.thumbSha) },
      frameUrl: frame ? blobPath(projectId, frame) : null,
    }
  })
}

/** The regions that an image offers to writers, oldest first: what was corrected stands for what it corrects. */
export const regionsOfImage = async ({ projectId }: ProjectActor, imageId: string): Promise<RegionView[]> => {
  const rows = await db().region.findMany({
    where: { projectId, sourceImageId: imageId, labelled: true },
    orderBy: { id: 'asc' },
  })
  // A correction that was refused corrects nothing.
  const corrected = new Set(rows.filter((row) => row.status !== 'refused').map((row) => row.parentId))
  return rows.filter((row) => !corrected.has(row.id)).map(viewRegion)
}

/** With the picture of its frame, which need not be the one that is in force by now. */
export const getRegion = async (
  { projectId }: ProjectActor,
  id: string,
): Promise<RegionView & { frameUrl: string | null }> => {
  const row = await db().region.findFirst({ where: { id, projectId } })
  if (!row) throw notFound('region')
  const frame = await db().frame.findUnique({ where: { id: row.frameId }, select: { sha256: true } })
  return { ...viewRegion(row), frameUrl: frame?.sha256 ? blobPath(projectId, frame.sha256) : null }
}
