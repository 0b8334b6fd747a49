import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, Prisma } from '@/lib/platform/db'
import type { CaptionStatus, ImageView } from './schema'
import { viewImage } from './view-image'

export interface ImageFilter {
  readonly captionStatus?: CaptionStatus | undefined
  readonly nearDuplicates?: boolean | undefined
  /** `none`: images whose licence is not known. */
  readonly licence?: string | undefined
  readonly turn?: number | undefined
  readonly importId?: string | undefined
  readonly text?: string | undefined
  readonly archived?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Newest first. One statement for the page's ids, so that a filter by import needs no list of its images. */
export const listImages = async (
  actor: ProjectActor,
  { captionStatus, nearDuplicates, licence, turn, importId, text, archived, cursor, limit }: ImageFilter,
): Promise<{ items: ImageView[]; next: string | null }> => {
  const { sql } = Prisma
  const where = [
    sql`"projectId" = ${actor.projectId}::uuid`,
    archived ? sql`"archivedAt" IS NOT NULL` : sql`"archivedAt" IS NULL`,
    ...(cursor ? [sql`id < ${cursor}::uuid`] : []),
    ...(captionStatus ? [sql`"captionStatus" = ${captionStatus}::"CaptionStatus"`] : []),
    ...(nearDuplicates ? [sql`"nearDuplicateOfId" IS NOT NULL`] : []),
    ...(licence ? [licence === 'none' ? sql`licence IS NULL` : sql`licence = ${licence}`] : []),
    ...(turn ? [sql`turn = ${turn}`] : []),
    ...(importId
      ? [
          sql`id IN (SELECT "sourceImageId" FROM "ImportItem"
              WHERE "runId" = ${importId}::uuid AND "projectId" = ${actor.projectId}::uuid)`,
        ]
      : []),
    ...(text ? [sql`(caption ILIKE ${contains(text)} OR name ILIKE ${contains(text)})`] : []),
  ]
  const ids = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM "SourceImage" WHERE ${Prisma.join(where, ' AND ')} ORDER BY id DESC LIMIT ${limit + 1}`
  const page = ids.slice(0, limit).map((row) => row.id)
  const rows = await db().sourceImage.findMany({ where: { id: { in: page } }, orderBy: { id: 'desc' } })
  return { items: rows.map(viewImage), next: ids.length > limit ? (page.at(-1) ?? null) : null }
}
