import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { viewMember, withUser } from './list-people'
import type { MemberView, WorkChange } from './schema'

/** Says what a member may judge and how much in a day, from their next item on. */
export const changeWork = (
  actor: ProjectActor,
  { id, tags, dailyLimit }: WorkChange & { id: string },
): Promise<MemberView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    const change = {
      ...(tags && { tags: [...new Set(tags)].sort() }),
      ...(dailyLimit !== undefined && { dailyLimit }),
    }
    const { count } = await tx.membership.updateMany({ where: { projectId, userId: id }, data: change })
    if (count === 0) throw notFound('member')
    await audit(tx, actor, {
      action: 'member.work-changed',
      objectType: 'user',
      objectId: id,
      detail: change,
    })
    await publish(tx, { projectId, topic: 'people', id })
    const where = { projectId_userId: { projectId, userId: id } }
    return viewMember(await tx.membership.findUniqueOrThrow({ where, include: withUser }))
  })
