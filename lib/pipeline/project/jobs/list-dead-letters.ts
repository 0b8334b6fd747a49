import { before, toPage } from '@/lib/platform/api/paging'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { DeadLetterView } from './schema'

interface Filter {
  readonly open: boolean
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Jobs whose last attempt failed, newest first. */
export const listDeadLetters = async (
  actor: ProjectActor,
  { open, cursor, limit }: Filter,
): Promise<{ items: DeadLetterView[]; next: string | null }> => {
  requireRole(actor, 'admin')
  const rows = await db().deadLetter.findMany({
    where: {
      projectId: actor.projectId,
      ...before(cursor),
      ...(open && { retriedAt: null, dismissedAt: null }),
    },
    select: {
      id: true,
      name: true,
      error: true,
      stack: true,
      payload: true,
      failedAt: true,
      retriedAt: true,
      dismissedAt: true,
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => row)
}
