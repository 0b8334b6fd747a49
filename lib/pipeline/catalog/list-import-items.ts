import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma } from '@/lib/platform/db'
import { findImport } from './find-import'
import type { ImportItemView } from './schema'
import { awaitedFile, viewItems } from './view-import'

export type ItemFilter = 'failed' | 'duplicates' | 'awaited' | 'done'

const filters: Record<ItemFilter, Prisma.ImportItemWhereInput> = {
  failed: { status: { in: ['failed', 'refused'] } },
  duplicates: { status: 'done', duplicate: true },
  awaited: awaitedFile,
  done: { status: 'done' },
}

/** The rows of an import in their own order; `after` is the last position of the page before. */
export const listImportItems = async (
  actor: ProjectActor,
  {
    id,
    filter,
    after,
    limit,
  }: { id: string; filter?: ItemFilter | undefined; after?: number | undefined; limit: number },
): Promise<{ items: ImportItemView[]; next: number | null }> => {
  const run = await findImport(db(), actor, id)
  const rows = await db().importItem.findMany({
    where: {
      runId: id,
      ...(filter && filters[filter]),
      ...(after !== undefined && { position: { gt: after } }),
    },
    orderBy: { position: 'asc' },
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  return {
    items: await viewItems(run, page),
    next: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
  }
}
