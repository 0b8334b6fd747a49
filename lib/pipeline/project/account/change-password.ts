import { audit } from '@/lib/platform/audit'
import { personOf, type UserActor } from '@/lib/platform/auth/actor'
import { hashPassword, verifyPassword } from '@/lib/platform/auth/password'
import { countTry, forgetTries } from '@/lib/platform/auth/rate-limit'
import { db, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { refuseTokens } from './refuse-tokens'

/** Changes one's own password. The current one is asked for, since a browser may have been left open. */
export const changePassword = async (
  actor: UserActor,
  { current, next }: { current: string; next: string },
): Promise<{ changed: true }> => {
  refuseTokens(actor, 'change a password')
  const id = personOf(actor)
  const tries = `change-password:${id}`
  await countTry(tries, 10, 15 * 60)
  const { passwordHash: was } = await db().user.findUniqueOrThrow({
    where: { id },
    select: { passwordHash: true },
  })
  if (!(await verifyPassword(was, current)))
    throw new ExemplarError('bad-input', 'This is not your current password.', {
      field: 'current',
      fix: 'Type it again; an admin can reset it from the command line.',
    })
  const passwordHash = await hashPassword(next)
  await transaction(async (tx) => {
    // Of two changes at once the second one no longer knows the current password.
    const { count } = await tx.user.updateMany({ where: { id, passwordHash: was }, data: { passwordHash } })
    if (count === 0)
      throw new ExemplarError('conflict', 'The password was changed somewhere else just now.', {
        field: 'current',
      })
    await audit(tx, actor, { action: 'user.password-changed', objectType: 'user', objectId: id })
  })
  await forgetTries(tries)
  return { changed: true }
}
