import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { viewRuns } from './view-run'

export const listRuns = async (
  { projectId }: ProjectActor,
  { cursor, limit, byHand }: { cursor?: string | undefined; limit: number; byHand: boolean },
) => {
  const rows = await db().generationRun.findMany({
    where: { projectId, byHand, ...before(cursor) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { items: await viewRuns(page.items), next: page.next }
}

export const getRun = async ({ projectId }: ProjectActor, id: string) => {
  const row = await db().generationRun.findFirst({ where: { id, projectId } })
  const [view] = row ? await viewRuns([row]) : []
  if (!view) throw notFound('generation run')
  return view
}
