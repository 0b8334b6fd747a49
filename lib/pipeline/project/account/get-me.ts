import type { Identity } from '@/lib/platform/auth/identify'
import { db } from '@/lib/platform/db'
import type { MeView } from './schema'

/** Who is calling, with the projects that they belong to, by name. */
export const getMe = async (identity: Identity): Promise<MeView> => {
  const projects = await db().project.findMany({
    where: { id: { in: [...identity.roles.keys()] } },
    select: { id: true, slug: true, name: true, archivedAt: true },
    orderBy: { name: 'asc' },
  })
  return {
    id: identity.userId,
    name: identity.name,
    email: identity.email,
    locale: identity.locale,
    siteAdmin: identity.siteAdmin,
    scopes: [...identity.scopes],
    projects: projects.flatMap(({ archivedAt, ...project }) => {
      const role = identity.roles.get(project.id)
      return role ? [{ ...project, role, archived: archivedAt !== null }] : []
    }),
  }
}
