import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, type Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { readSettings } from '../settings'
import type { EditTypeView, ProjectView } from './schema'

type EditTypeRow = Prisma.EditTypeGetPayload<Record<never, never>>

export const viewEditType = ({
  archivedAt,
  projectId: _,
  position: __,
  ...type
}: EditTypeRow): EditTypeView => ({
  ...type,
  archived: archivedAt !== null,
})

/** In the order in which they are offered; the archived ones, which old rows still name, last. */
export const listEditTypes = async (tx: Tx, projectId: string): Promise<EditTypeView[]> => {
  const types = await tx.editType.findMany({
    where: { projectId },
    orderBy: [{ archivedAt: { sort: 'asc', nulls: 'first' } }, { position: 'asc' }, { id: 'asc' }],
  })
  return types.map(viewEditType)
}

/** The project that the actor is in, with all that its pages need to know of how it works. */
export const getProject = async (actor: ProjectActor, tx: Tx = db()): Promise<ProjectView> => {
  const project = await tx.project.findUnique({ where: { id: actor.projectId } })
  if (!project) throw notFound('project')
  const { id, slug, name, guidelines, guidelinesZh, version, archivedAt, createdAt } = project
  return {
    id,
    slug,
    name,
    guidelines,
    guidelinesZh,
    version,
    archivedAt,
    createdAt,
    settings: readSettings(project.settings),
    role: actor.role,
    editTypes: await listEditTypes(tx, id),
  }
}
