import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { findRelease } from './find-release'
import type { ReleaseView } from './schema'
import { viewReleases } from './view-release'

/** Newest first. */
export const listReleases = async (
  actor: ProjectActor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ReleaseView[]; next: string | null }> => {
  const rows = await db().release.findMany({
    where: { projectId: actor.projectId, ...before(cursor) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { items: await viewReleases(page.items), next: page.next }
}

export const getRelease = async (actor: ProjectActor, id: string): Promise<ReleaseView> => {
  const [view] = await viewReleases([await findRelease(actor, id)])
  if (!view) throw new Error(`release ${id} has no view`)
  return view
}
