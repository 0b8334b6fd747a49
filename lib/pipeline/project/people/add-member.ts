import { audit } from '@/lib/platform/audit'
import type { Role, UserActor } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { requireSiteAdmin } from '../require-site-admin'

/** Puts an account into a project without an invitation: for the command line. Who is in it already keeps their role. */
export const addMember = (actor: UserActor, slug: string, userId: string, role: Role): Promise<void> =>
  transaction(async (tx) => {
    requireSiteAdmin(actor)
    const project = await tx.project.findUnique({ where: { slug }, select: { id: true } })
    if (!project) throw notFound(`project as ${slug}`)
    const { count } = await tx.membership.createMany({
      data: [{ projectId: project.id, userId, role }],
      skipDuplicates: true,
    })
    if (count === 0) return
    const member = { ...actor, projectId: project.id, role: 'admin' as const }
    await audit(tx, member, {
      action: 'member.added',
      objectType: 'user',
      objectId: userId,
      detail: { role },
    })
    await publish(tx, { projectId: project.id, topic: 'people', id: userId })
  })
