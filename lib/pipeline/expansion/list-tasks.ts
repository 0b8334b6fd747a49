import { blobPath } from '@/lib/platform/api/context'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { getRun } from './list-runs'
import type { ExpansionTaskView } from './schema'

interface TaskFilter {
  readonly id: string
  readonly status?: ExpansionTaskView['status'] | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A run's tasks in their order; the cursor is the last position. */
export const listTasks = async (
  actor: ProjectActor,
  { id, cursor, limit, status }: TaskFilter,
): Promise<{ items: ExpansionTaskView[]; next: string | null }> => {
  await getRun(actor, id)
  const after = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isInteger(after))
    throw new ExemplarError('bad-input', 'The cursor is not one of ours.', { field: 'cursor' })
  const rows = await db().expansionTask.findMany({
    where: { runId: id, position: { gt: after }, ...(status && { status }) },
    orderBy: { position: 'asc' },
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const images = await db().sourceImage.findMany({
    where: { id: { in: page.flatMap((task) => task.sourceImageId ?? []) } },
    select: { id: true, name: true, thumbSha: true },
  })
  const imageOf = new Map(
    images.map(({ id, name, thumbSha }) => [id, { id, name, thumbUrl: blobPath(actor.projectId, thumbSha) }]),
  )
  const items = page.map((task) => ({
    ...task,
    image: (task.sourceImageId && imageOf.get(task.sourceImageId)) || null,
  }))
  return { items, next: rows.length > limit ? String(page.at(-1)?.position) : null }
}
