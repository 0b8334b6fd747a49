import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { ItemView } from './schema'
import { viewItems } from './view-item'

export const listItems = async (
  actor: ProjectActor,
  {
    cursor,
    limit,
    status,
    raterId,
  }: {
    cursor?: string | undefined
    limit: number
    status?: ItemView['status'] | undefined
    raterId?: string | undefined
  },
) => {
  const rows = await db().reviewItem.findMany({
    where: {
      projectId: actor.projectId,
      goldId: null,
      ...before(cursor),
      ...(status && { status }),
      ...(raterId && { decidedById: raterId }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { items: await viewItems(actor, page.items), next: page.next }
}
