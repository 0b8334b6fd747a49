import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { findRelease } from './find-release'

/** The one thing of a release that can be changed; it stands in no file. */
export const saveNotes = (actor: ProjectActor, id: string, notes: string): Promise<void> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    await findRelease(actor, id, tx)
    await tx.release.update({ where: { id }, data: { notes } })
    await audit(tx, actor, { action: 'release.noted', objectType: 'release', objectId: id })
    await publish(tx, { projectId: actor.projectId, topic: 'release', id })
  })
