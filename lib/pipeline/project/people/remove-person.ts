import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { keepAnAdmin, lockPeople } from './keep-an-admin'

/** Takes somebody out of the project. What they made stays and keeps naming them; their leases run out. */
export const removePerson = (actor: ProjectActor, id: string): Promise<{ id: string }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    await lockPeople(tx, projectId)
    const where = { projectId_userId: { projectId, userId: id } }
    const was = await tx.membership.findUnique({ where })
    if (!was) throw notFound('member')
    if (was.role === 'admin') await keepAnAdmin(tx, projectId, id)
    await tx.membership.delete({ where })
    await audit(tx, actor, {
      action: 'member.removed',
      objectType: 'user',
      objectId: id,
      detail: { role: was.role },
    })
    await publish(tx, { projectId, topic: 'people', id })
    return { id }
  })
