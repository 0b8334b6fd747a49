import type { Tx } from '@/lib/platform/db'

/**
 * Reserves `count` record numbers of a project and returns the first. The number is UltraEdit's `global_idx`: a row
 * keeps it in every release, so it is never given twice, and a gap (of a transaction that failed) means nothing.
 */
export const nextIdx = async (tx: Tx, projectId: string, count = 1): Promise<bigint> => {
  const { nextIdx: after } = await tx.project.update({
    where: { id: projectId },
    data: { nextIdx: { increment: count } },
    select: { nextIdx: true },
  })
  return after - BigInt(count)
}
