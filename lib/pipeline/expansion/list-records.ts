import { blobPath } from '@/lib/platform/api/context'
import { toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, Prisma, type Tx } from '@/lib/platform/db'
import { viewEngine } from './list-runs'
import { loadRowContext } from './row-context'
import type { RecordView } from './schema'

export type RecordRow = Prisma.InstructionRecordGetPayload<Record<never, never>>

export interface RecordFilter {
  readonly editTypeId?: string | undefined
  readonly runId?: string | undefined
  readonly imageId?: string | undefined
  readonly text?: string | undefined
  readonly hasRegion?: boolean | undefined
  readonly generated?: boolean | undefined
  readonly removed: boolean
  readonly cursor?: string | undefined
  readonly limit: number
}

// Whether a record was generated is told by the tasks of the generation stage, to the right of this one: people ask
// for it here, and an index answers it, so the two queries below read that table and change nothing.

export const viewRecords = async (rows: readonly RecordRow[], tx: Tx = db()): Promise<RecordView[]> => {
  const [images, made, { typeOf, runOf }] = await Promise.all([
    tx.sourceImage.findMany({
      where: { id: { in: [...new Set(rows.map((row) => row.sourceImageId))] } },
      select: { id: true, name: true, thumbSha: true },
    }),
    tx.generationTask.groupBy({ by: ['recordId'], where: { recordId: { in: rows.map((row) => row.id) } } }),
    loadRowContext(rows, tx),
  ])
  const imageOf = new Map(images.map((image) => [image.id, image]))
  const generated = new Set(made.map((task) => task.recordId))
  return rows.flatMap((row) => {
    const image = imageOf.get(row.sourceImageId)
    if (!image) return [] // deleted between the two queries
    return {
      ...row,
      idx: Number(row.idx),
      editType: typeOf(row.editTypeId),
      run: runOf(row.runId),
      image: { id: image.id, name: image.name, thumbUrl: blobPath(row.projectId, image.thumbSha) },
      imported: row.importItemId !== null,
      generated: generated.has(row.id),
      engine: viewEngine(row.engine),
    }
  })
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Newest first. */
export const listRecords = async (
  { projectId }: ProjectActor,
  { editTypeId, runId, imageId, text, hasRegion, generated, removed, cursor, limit }: RecordFilter,
): Promise<{ items: RecordView[]; next: string | null }> => {
  const made = Prisma.sql`EXISTS (SELECT 1 FROM "GenerationTask" task WHERE task."recordId" = record.id)`
  const where = [
    Prisma.sql`record."projectId" = ${projectId}::uuid`,
    removed ? Prisma.sql`record."removedAt" IS NOT NULL` : Prisma.sql`record."removedAt" IS NULL`,
    ...(cursor ? [Prisma.sql`record.id < ${cursor}::uuid`] : []),
    ...(editTypeId ? [Prisma.sql`record."editTypeId" = ${editTypeId}::uuid`] : []),
    ...(runId ? [Prisma.sql`record."runId" = ${runId}::uuid`] : []),
    ...(imageId ? [Prisma.sql`record."sourceImageId" = ${imageId}::uuid`] : []),
    ...(text ? [Prisma.sql`record.instruction ILIKE ${`%${escaped(text)}%`}`] : []),
    ...(hasRegion === undefined
      ? []
      : [hasRegion ? Prisma.sql`record."regionId" IS NOT NULL` : Prisma.sql`record."regionId" IS NULL`]),
    ...(generated === undefined ? [] : [generated ? made : Prisma.sql`NOT ${made}`]),
  ]
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT record.id FROM "InstructionRecord" record WHERE ${Prisma.join(where, ' AND ')}
    ORDER BY record.id DESC LIMIT ${limit + 1}`
  const page = toPage(found, limit, ({ id }) => id)
  const rows = await db().instructionRecord.findMany({
    where: { id: { in: page.items } },
    orderBy: { id: 'desc' },
  })
  return { items: await viewRecords(rows), next: page.next }
}
