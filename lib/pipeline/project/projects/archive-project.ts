import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'

/** Takes a project out of the lists, or puts it back. Nothing is deleted. */
export const archiveProject = (
  actor: ProjectActor,
  archived: boolean,
): Promise<{ id: string; archivedAt: Date | null }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const archivedAt = archived ? new Date() : null
    const { count } = await tx.project.updateMany({
      where: { id: actor.projectId, archivedAt: archived ? null : { not: null } },
      data: { archivedAt },
    })
    if (count === 0)
      throw new ExemplarError('conflict', archived ? 'It is archived already.' : 'It is not archived.')
    await audit(tx, actor, {
      action: archived ? 'project.archived' : 'project.restored',
      objectType: 'project',
      objectId: actor.projectId,
    })
    return { id: actor.projectId, archivedAt }
  })
