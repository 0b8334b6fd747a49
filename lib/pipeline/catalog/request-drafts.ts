import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { captionModel } from './caption-engine'
import { draftCaptionJob } from './jobs'

/** Asks the vision model for captions of images that have none confirmed. Those under way are not asked for twice. */
export const requestDrafts = (
  actor: ProjectActor,
  { ids }: { ids: readonly string[] },
): Promise<{ requested: number }> =>
  transaction(async (tx) => {
    requireRole(actor, 'reviewer')
    if (!captionModel())
      throw new ExemplarError(
        'unavailable',
        'No vision model is configured, so captions are written by people.',
        {
          fix: 'Set OPENAI_MODEL and OPENAI_BASE_URL or OPENAI_API_KEY, then restart.',
        },
      )
    const where = { id: { in: [...ids] }, projectId: actor.projectId }
    if ((await tx.sourceImage.count({ where })) !== new Set(ids).size) throw notFound('image')
    const due = await tx.sourceImage.updateManyAndReturn({
      where: { ...where, captionStatus: { not: 'confirmed' }, captionDueAt: null, archivedAt: null },
      data: { captionDueAt: new Date(), captionError: null, captionAttempt: { increment: 1 } },
      select: { id: true, captionAttempt: true },
    })
    await enqueue(
      tx,
      draftCaptionJob,
      due.map(({ id, captionAttempt }) => ({
        rowId: id,
        attempt: captionAttempt,
        payload: { imageId: id, attempt: captionAttempt },
      })),
      { priority: ids.length === 1 ? 1 : 10, projectId: actor.projectId },
    )
    for (const { id } of due)
      await audit(tx, actor, { action: 'caption.requested', objectType: 'image', objectId: id })
    await publish(tx, { projectId: actor.projectId, topic: 'images', id: ids[0] ?? '*' })
    return { requested: due.length }
  })
