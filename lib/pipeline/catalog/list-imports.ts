import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { ImportView } from './schema'
import { viewImports } from './view-import'

/** The history of imports, newest first. */
export const listImports = async (
  actor: ProjectActor,
  { open, cursor, limit }: { open?: boolean | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: ImportView[]; next: string | null }> => {
  const rows = await db().importRun.findMany({
    where: {
      projectId: actor.projectId,
      ...before(cursor),
      ...(open && { status: { in: ['queued', 'running', 'paused'] } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { items: await viewImports(page.items), next: page.next }
}
