import { audit } from '@/lib/platform/audit'
import type { UserActor } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { defaultEditTypes } from '../default-edit-types'
import { requireSiteAdmin } from '../require-site-admin'
import { getProject } from './get-project'
import type { ProjectView } from './schema'

/** Latin letters and digits of a name, as an address: “Cafés & interiors” → `cafes-interiors`. May be empty. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')

/** A new project with the default edit types; a person who creates it becomes its first admin. */
export const createProject = (
  actor: UserActor,
  { name, slug }: { name: string; slug?: string | undefined },
): Promise<ProjectView> =>
  transaction(async (tx) => {
    requireSiteAdmin(actor)
    const id = newId()
    // A name without Latin letters has no readable address; a part of the id is at least short.
    const address = slug ?? (slugOf(name) || `project-${id.slice(-8)}`)
    if (await tx.project.count({ where: { slug: address } }))
      throw new ExemplarError('conflict', `Another project has the address “${address}”.`, {
        field: 'slug',
        fix: 'Choose another address.',
      })
    await tx.project.create({ data: { id, slug: address, name } })
    await tx.editType.createMany({
      data: defaultEditTypes.map((type, position) => ({ ...type, position, projectId: id })),
    })
    if (actor.userId)
      await tx.membership.create({ data: { projectId: id, userId: actor.userId, role: 'admin' } })
    const member = { ...actor, projectId: id, role: 'admin' as const }
    await audit(tx, member, {
      action: 'project.created',
      objectType: 'project',
      objectId: id,
      detail: { name, slug: address },
    })
    return getProject(member, tx)
  })
