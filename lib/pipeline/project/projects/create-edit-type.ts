import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { viewEditType } from './get-project'
import type { EditTypeView, NewEditType } from './schema'

const mostEditTypes = 60

/** Serialises changes of a project's list of types, whose positions depend on one another. */
export const lockEditTypes = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$executeRaw`SELECT 1 FROM "Project" WHERE id = ${projectId}::uuid FOR UPDATE`
}

/** Adds a type at the end of the list. Its key names it in code and files, so it is unique and never changes. */
export const createEditType = (actor: ProjectActor, type: NewEditType): Promise<EditTypeView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { projectId } = actor
    await lockEditTypes(tx, projectId)
    const present = await tx.editType.findMany({
      where: { projectId },
      select: { key: true, position: true },
    })
    if (present.some(({ key }) => key === type.key))
      throw new ExemplarError('conflict', `There is an edit type “${type.key}” already.`, {
        field: 'key',
        fix: 'Choose another key, or bring the archived one back.',
      })
    if (present.length >= mostEditTypes)
      throw new ExemplarError('refused', `A project has at most ${mostEditTypes} edit types.`)
    const position = Math.max(-1, ...present.map((other) => other.position)) + 1
    const created = await tx.editType.create({ data: { ...type, projectId, position } })
    await audit(tx, actor, {
      action: 'edit-type.created',
      objectType: 'edit-type',
      objectId: created.id,
      detail: { key: type.key },
    })
    await publish(tx, { projectId, topic: 'project', id: projectId })
    return viewEditType(created)
  })
