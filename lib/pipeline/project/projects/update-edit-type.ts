import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { lockEditTypes } from './create-edit-type'
import { viewEditType } from './get-project'
import type { EditTypeChange, EditTypeView } from './schema'

/** Changes a type's texts, quota or export name, archives it or brings it back. One type always stays in use. */
export const updateEditType = (
  actor: ProjectActor,
  id: string,
  { archived, ...texts }: EditTypeChange,
): Promise<EditTypeView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    await lockEditTypes(tx, projectId)
    const type = await tx.editType.findFirst({ where: { id, projectId } })
    if (!type) throw notFound('edit type')
    if (archived && !(await tx.editType.count({ where: { projectId, archivedAt: null, id: { not: id } } })))
      throw new ExemplarError('refused', 'The last edit type in use cannot be archived.', {
        field: 'archived',
        fix: 'Add another type first.',
      })
    const updated = await tx.editType.update({
      where: { id },
      data: {
        ...texts,
        ...(archived !== undefined && { archivedAt: archived ? (type.archivedAt ?? new Date()) : null }),
      },
    })
    await audit(tx, actor, {
      action: archived && !type.archivedAt ? 'edit-type.archived' : 'edit-type.updated',
      objectType: 'edit-type',
      objectId: id,
      detail: {
        key: type.key,
        changed: Object.keys({ ...texts, ...(archived !== undefined && { archived }) }),
      },
    })
    await publish(tx, { projectId, topic: 'project', id: projectId })
    return viewEditType(updated)
  })
