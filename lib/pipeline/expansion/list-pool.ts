import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { viewEngine } from './list-runs'
import { loadRowContext } from './row-context'
import type { PoolView } from './schema'

export interface PoolFilter {
  readonly editTypeId?: string | undefined
  readonly runId?: string | undefined
  readonly text?: string | undefined
  readonly removed: boolean
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Newest first. */
export const listPool = async (
  { projectId }: ProjectActor,
  { editTypeId, runId, text, removed, cursor, limit }: PoolFilter,
): Promise<{ items: PoolView[]; next: string | null }> => {
  const rows = await db().poolInstruction.findMany({
    where: {
      projectId,
      removedAt: removed ? { not: null } : null,
      ...before(cursor),
      ...(editTypeId && { editTypeId }),
      ...(runId && { runId }),
      ...(text && { text: { contains: text, mode: 'insensitive' } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const { typeOf, runOf } = await loadRowContext(rows)
  return toPage(rows, limit, (row) => ({
    ...row,
    editType: typeOf(row.editTypeId),
    run: runOf(row.runId),
    engine: viewEngine(row.engine),
  }))
}
