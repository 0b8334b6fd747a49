import { Prisma, type Tx } from '@/lib/platform/db'
import type { ImageChoice } from './schema'

/**
 * The FROM and WHERE of a run's images, as `image`, in the order of their ids. Captions of more words than the
 * project allows are skipped, as in the published pipeline.
 */
export const chosenImages = (
  projectId: string,
  { imageIds, onlyNew, limit }: ImageChoice,
  captionMaxWords: number,
): Prisma.Sql => {
  const parts: Prisma.Sql[] = [
    Prisma.sql`image."projectId" = ${projectId}::uuid`,
    Prisma.sql`image."archivedAt" IS NULL`,
    Prisma.sql`image."captionStatus" = 'confirmed'`,
    Prisma.sql`cardinality(regexp_split_to_array(btrim(image.caption), '\\s+')) <= ${captionMaxWords}`,
  ]
  if (imageIds) parts.push(Prisma.sql`image.id = ANY(${imageIds}::uuid[])`)
  if (onlyNew)
    parts.push(Prisma.sql`NOT EXISTS (
      SELECT 1 FROM "InstructionRecord" record
      WHERE record."projectId" = image."projectId" AND record."sourceImageId" = image.id AND record."removedAt" IS NULL)`)
  return Prisma.sql`"SourceImage" image WHERE ${Prisma.join(parts, ' AND ')}
    ORDER BY image.id ${limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit}`}`
}

export const countChosenImages = async (
  tx: Tx,
  projectId: string,
  choice: ImageChoice,
  captionMaxWords: number,
): Promise<number> => {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT image.id FROM ${chosenImages(projectId, choice, captionMaxWords)}) chosen`
  return Number(row?.count ?? 0)
}
