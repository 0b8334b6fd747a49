import type { ProjectActor } from '@/lib/platform/auth/actor'
import { requireRole } from '@/lib/platform/auth/actor'
import { type Identity, identify, memberOf, refuseForeignOrigin } from '@/lib/platform/auth/identify'
import { ExemplarError } from '@/lib/platform/errors'
import type { Access } from './base'

export interface Caller {
  readonly identity: Identity | null
  readonly member: ProjectActor | null
}

const signInFirst = () =>
  new ExemplarError('unauthenticated', 'Sign in, or send a personal token as `Authorization: Bearer …`.')

/**
 * The one gate of the API: who calls, and may they call this. Used by every route, the contract's and the few that
 * stream, so that the policy table and the code cannot differ. A project that the caller is no member of does not
 * exist for them.
 */
export const authorise = async (
  request: Request,
  requestId: string,
  access: Access,
  project: unknown,
): Promise<Caller> => {
  const identity = await identify(request.headers, requestId)
  refuseForeignOrigin(request, identity)
  if (access === 'public') return { identity, member: null }
  if (!identity) throw signInFirst()
  const scope = ['GET', 'HEAD'].includes(request.method) ? 'read' : 'write'
  if (!identity.scopes.includes(scope))
    throw new ExemplarError('forbidden', `The token lacks the scope “${scope}”.`, {
      fix: `Make a token with ${scope}.`,
    })
  if (access === 'user') return { identity, member: null }
  if (access === 'site-admin') {
    if (!identity.siteAdmin)
      throw new ExemplarError('forbidden', 'Only the admins of this installation can do this.')
    return { identity, member: null }
  }
  if (typeof project !== 'string') throw new ExemplarError('not-found', 'There is no such project.')
  const member = await memberOf(identity, project)
  requireRole(member, access)
  return { identity, member }
}
