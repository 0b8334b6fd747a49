import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'

/**
 * Takes images out of the line, or back into it. Nothing is deleted: what was made from them stays. All of the ids
 * must be of the project, else nothing changes.
 */
export const archiveImages = (
  actor: ProjectActor,
  { ids, archived }: { ids: readonly string[]; archived: boolean },
): Promise<{ changed: number }> =>
  transaction(async (tx) => {
    requireRole(actor, 'reviewer')
    const where = { id: { in: [...ids] }, projectId: actor.projectId }
    if ((await tx.sourceImage.count({ where })) !== new Set(ids).size) throw notFound('image')
    const changed = await tx.sourceImage.updateManyAndReturn({
      where: { ...where, archivedAt: archived ? null : { not: null } },
      data: { archivedAt: archived ? new Date() : null, version: { increment: 1 } },
      select: { id: true },
    })
    for (const { id } of changed)
      await audit(tx, actor, {
        action: archived ? 'image.archived' : 'image.restored',
        objectType: 'image',
        objectId: id,
      })
    await publish(tx, { projectId: actor.projectId, topic: 'images', id: ids[0] ?? '*' })
    return { changed: changed.length }
  })
