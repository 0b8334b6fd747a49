import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'

/** Stops showing an exemplar to the language model. Rows that were made with it keep naming it. */
export const retireExemplar = (actor: ProjectActor, id: string): Promise<{ id: string }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { count } = await tx.exemplar.updateMany({
      where: { id, projectId: actor.projectId, retiredAt: null },
      data: { retiredAt: new Date() },
    })
    if (count === 0) throw notFound('exemplar in use')
    await audit(tx, actor, { action: 'exemplar.retired', objectType: 'exemplar', objectId: id })
    return { id }
  })
