import type { Role } from '@/generated/prisma/enums'
import { ExemplarError } from '@/lib/platform/errors'

export type { Role }

/** Somebody who is signed in, as the database knew them when this request began. */
export interface UserActor {
  readonly kind: 'session' | 'token' | 'system'
  readonly userId: string | null // null: the system itself
  readonly siteAdmin: boolean
  readonly requestId: string | null
}

/** The same person in one project. Every stage verb takes one; its project bounds all that the verb may touch. */
export interface ProjectActor extends UserActor {
  readonly projectId: string
  readonly role: Role
}

const rank: Record<Role, number> = { rater: 0, reviewer: 1, admin: 2 }

export const hasRole = (actor: ProjectActor, least: Role): boolean => rank[actor.role] >= rank[least]

/** Throws `forbidden` unless the actor holds `least` or more in the project. */
export const requireRole = (actor: ProjectActor, least: Role): void => {
  if (!hasRole(actor, least))
    throw new ExemplarError(
      'forbidden',
      `This needs the role ${least}; you are ${actor.role} in this project.`,
      {
        fix: 'Ask an admin of the project to change your role.',
      },
    )
}

/** The id of the person acting; throws where only a person makes sense. */
export const personOf = (actor: UserActor): string => {
  if (actor.userId === null) throw new ExemplarError('forbidden', 'Only a signed-in person can do this.')
  return actor.userId
}

/** For workers, the command line and the demo: everything inside one project, nothing outside it. */
export const systemActor = (projectId: string): ProjectActor => ({
  kind: 'system',
  userId: null,
  siteAdmin: false,
  requestId: null,
  projectId,
  role: 'admin',
})

/** Whoever works at the machine itself, through the command line. */
export const machineActor: UserActor = { kind: 'system', userId: null, siteAdmin: true, requestId: null }
