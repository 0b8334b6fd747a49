import { blobPath } from '@/lib/platform/api/context'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { labelledRegions } from './labelled-regions'
import { type RecordRow, viewRecords } from './list-records'
import type { RecordDetail } from './schema'

const exemplarsOf = async (record: RecordRow): Promise<RecordDetail['exemplars']> => {
  const rows = await db().exemplar.findMany({
    where: { id: { in: record.exemplarIds }, projectId: record.projectId },
    orderBy: { id: 'asc' },
  })
  const images = await db().sourceImage.findMany({
    where: { id: { in: rows.map((row) => row.sourceImageId) } },
    select: { id: true, name: true, thumbSha: true },
  })
  const imageOf = new Map(images.map((image) => [image.id, image]))
  return rows.flatMap((row) => {
    const image = imageOf.get(row.sourceImageId)
    if (!image) return []
    const { id, name, thumbSha } = image
    const thumbUrl = blobPath(record.projectId, thumbSha)
    return { ...row, retired: row.retiredAt !== null, image: { id, name, thumbUrl } }
  })
}

const versionsBefore = async (record: RecordRow): Promise<RecordDetail['versions']> => {
  const rows = await db().$queryRaw<{ id: string; idx: bigint; instruction: string; createdAt: Date }[]>`
    WITH RECURSIVE older AS (
      SELECT id, "parentId", idx, instruction, "createdAt" FROM "InstructionRecord" WHERE id = ${record.parentId}::uuid
      UNION ALL
      SELECT parent.id, parent."parentId", parent.idx, parent.instruction, parent."createdAt"
      FROM "InstructionRecord" parent JOIN older ON older."parentId" = parent.id
    )
    SELECT id, idx, instruction, "createdAt" FROM older ORDER BY id DESC LIMIT 100`
  return rows.map((row) => ({ ...row, idx: Number(row.idx) }))
}

/** A record with all that it was made from. */
export const getRecord = async ({ projectId }: ProjectActor, id: string): Promise<RecordDetail> => {
  const row = await db().instructionRecord.findFirst({ where: { id, projectId } })
  const [view] = row ? await viewRecords([row]) : []
  if (!row || !view) throw notFound('instruction record')
  const [exemplars, pool, versions, regions, region] = await Promise.all([
    exemplarsOf(row),
    db().poolInstruction.findMany({
      where: { id: { in: row.poolIds }, projectId },
      select: { id: true, text: true, removedAt: true },
    }),
    versionsBefore(row),
    labelledRegions(db(), row.sourceImageId),
    findRegion(db(), row.regionId),
  ])
  return {
    ...view,
    region,
    regions,
    exemplars,
    pool: pool.map(({ removedAt, ...instruction }) => ({ ...instruction, removed: removedAt !== null })),
    versions,
  }
}

const findRegion = (tx: Tx, id: string | null) =>
  id === null ? null : tx.region.findUnique({ where: { id }, select: { id: true, label: true } })
