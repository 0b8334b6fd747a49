import type { UserActor } from '@/lib/platform/auth/actor'
import { ExemplarError } from '@/lib/platform/errors'

/** Refuses personal tokens: what decides over an account needs its password or somebody at the machine. */
export const refuseTokens = (actor: UserActor, what: string): void => {
  if (actor.kind === 'token')
    throw new ExemplarError('forbidden', `A token cannot ${what}.`, { fix: 'Do it signed in, in a browser.' })
}
