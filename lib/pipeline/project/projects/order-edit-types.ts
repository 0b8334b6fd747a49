import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { lockEditTypes } from './create-edit-type'
import { listEditTypes } from './get-project'
import type { EditTypeView } from './schema'

/** Puts the types in use into the given order, which names each of them once. */
export const orderEditTypes = (actor: ProjectActor, ids: readonly string[]): Promise<EditTypeView[]> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    await lockEditTypes(tx, projectId)
    const inUse = (await listEditTypes(tx, projectId)).filter((type) => !type.archived)
    const wanted = new Set(ids)
    if (
      wanted.size !== ids.length ||
      wanted.size !== inUse.length ||
      !inUse.every(({ id }) => wanted.has(id))
    )
      throw new ExemplarError('conflict', 'The order must name every edit type in use exactly once.', {
        field: 'ids',
        fix: 'Reload the list; somebody may have added or archived a type.',
        detail: { theirs: inUse.map(({ id }) => id) },
      })
    for (const [position, id] of ids.entries())
      await tx.editType.update({ where: { id }, data: { position } })
    await audit(tx, actor, { action: 'edit-type.ordered', objectType: 'project', objectId: projectId })
    await publish(tx, { projectId, topic: 'project', id: projectId })
    return listEditTypes(tx, projectId)
  })
