import type { UserActor } from '@/lib/platform/auth/actor'
import { ExemplarError } from '@/lib/platform/errors'

/** Throws `forbidden` unless the actor administers this installation, or is the machine itself. */
export const requireSiteAdmin = (actor: UserActor): void => {
  if (!actor.siteAdmin && actor.kind !== 'system')
    throw new ExemplarError('forbidden', 'Only the admins of this installation can do this.')
}
