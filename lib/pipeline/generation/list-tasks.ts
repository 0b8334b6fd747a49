import type { z } from 'zod'
import { blobPath } from '@/lib/platform/api/context'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { getRun } from './list-runs'
import type { taskView } from './schema'

type Task = z.infer<typeof taskView>

/** A run's records in their order; the cursor is the last position. */
export const listTasks = async (
  actor: ProjectActor,
  {
    id,
    cursor,
    limit,
    status,
  }: { id: string; cursor?: string | undefined; limit: number; status?: Task['status'] | undefined },
): Promise<{ items: Task[]; next: string | null }> => {
  await getRun(actor, id)
  const after = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isInteger(after))
    throw new ExemplarError('bad-input', 'The cursor is not one of ours.', { field: 'cursor' })
  const rows = await db().generationTask.findMany({
    where: { runId: id, position: { gt: after }, ...(status && { status }) },
    orderBy: { position: 'asc' },
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const records = await db().instructionRecord.findMany({
    where: { id: { in: page.map((task) => task.recordId) } },
  })
  const images = await db().sourceImage.findMany({
    where: { id: { in: records.map((record) => record.sourceImageId) } },
    select: { id: true, thumbSha: true },
  })
  const recordOf = new Map(records.map((record) => [record.id, record]))
  const thumbOf = new Map(images.map((image) => [image.id, image.thumbSha]))
  const items = page.map((task) => {
    const record = recordOf.get(task.recordId)
    return {
      ...task,
      instruction: record?.instruction ?? '',
      thumbUrl: blobPath(actor.projectId, thumbOf.get(record?.sourceImageId ?? '') ?? ''),
    }
  })
  return { items, next: rows.length > limit ? String(page.at(-1)?.position) : null }
}
