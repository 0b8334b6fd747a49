import { audit } from '@/lib/platform/audit'
import { type ProjectActor, type Role, requireRole } from '@/lib/platform/auth/actor'
import { newSecret } from '@/lib/platform/auth/secrets'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import type { InvitationView } from './schema'

const validMs = 7 * 86_400_000
const mostOpen = 200

/** Makes a link that lets one person into the project, once, within seven days. */
export const invite = (
  actor: ProjectActor,
  { email, role }: { email: string; role: Role },
): Promise<{ invitation: InvitationView; path: string }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    if (await tx.membership.count({ where: { projectId, user: { email } } }))
      throw new ExemplarError('conflict', `${email} is a member of this project already.`, {
        field: 'email',
        fix: 'Change their role in the list of members.',
      })
    const open = { projectId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } }
    if ((await tx.invitation.count({ where: open })) >= mostOpen)
      throw new ExemplarError('refused', `A project has at most ${mostOpen} open invitations.`, {
        fix: 'Revoke some that nobody used.',
      })
    // A second link for the same address replaces the first: only the latest that was sent works.
    await tx.invitation.updateMany({ where: { ...open, email }, data: { revokedAt: new Date() } })
    const { secret, hash } = newSecret('inv')
    const { id, createdAt, expiresAt } = await tx.invitation.create({
      data: {
        projectId,
        email,
        role,
        tokenHash: hash,
        createdById: actor.userId,
        expiresAt: new Date(Date.now() + validMs),
      },
    })
    await audit(tx, actor, {
      action: 'invitation.created',
      objectType: 'invitation',
      objectId: id,
      detail: { email, role },
    })
    await publish(tx, { projectId, topic: 'people', id })
    return { invitation: { id, email, role, createdAt, expiresAt }, path: `/invite/${secret}` }
  })
