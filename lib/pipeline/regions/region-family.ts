import type { Tx } from '@/lib/platform/db'

/**
 * The ids of all versions of a region, oldest first: what it was drawn over, back to the first, and all that was drawn
 * over any of those. They share their image, whose index finds them.
 */
export const regionFamily = async (
  tx: Pick<Tx, '$queryRaw'>,
  { id, sourceImageId }: { id: string; sourceImageId: string },
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (
      SELECT id, "parentId" FROM "Region" WHERE id = ${id}::uuid
      UNION
      SELECT region.id, region."parentId" FROM "Region" region JOIN up ON region.id = up."parentId"
    ), family AS (
      SELECT id FROM up
      UNION
      SELECT region.id FROM "Region" region JOIN family ON region."parentId" = family.id
      WHERE region."sourceImageId" = ${sourceImageId}::uuid
    )
    SELECT id FROM family ORDER BY id`
  return rows.map((row) => row.id)
}
