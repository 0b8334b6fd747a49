import { audit } from '@/lib/platform/audit'
import { type ProjectActor, type Role, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { keepAnAdmin, lockPeople } from './keep-an-admin'
import { viewMember, withUser } from './list-people'
import type { MemberView } from './schema'

/** Gives a member another role, from their next request on. */
export const changeRole = (
  actor: ProjectActor,
  { id, role }: { id: string; role: Role },
): Promise<MemberView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    await lockPeople(tx, projectId)
    const where = { projectId_userId: { projectId, userId: id } }
    const was = await tx.membership.findUnique({ where })
    if (!was) throw notFound('member')
    if (was.role === 'admin' && role !== 'admin') await keepAnAdmin(tx, projectId, id)
    const membership = await tx.membership.update({ where, data: { role }, include: withUser })
    await audit(tx, actor, {
      action: 'member.role-changed',
      objectType: 'user',
      objectId: id,
      detail: { from: was.role, to: role },
    })
    await publish(tx, { projectId, topic: 'people', id })
    return viewMember(membership)
  })
