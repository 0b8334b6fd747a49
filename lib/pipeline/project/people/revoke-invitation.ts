import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'

/** Makes a link stop working that nobody has used yet. */
export const revokeInvitation = (actor: ProjectActor, id: string): Promise<{ id: string }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    const { count } = await tx.invitation.updateMany({
      where: { id, projectId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw notFound('open invitation')
    await audit(tx, actor, { action: 'invitation.revoked', objectType: 'invitation', objectId: id })
    await publish(tx, { projectId, topic: 'people', id })
    return { id }
  })
