import { audit } from '@/lib/platform/audit'
import type { UserActor } from '@/lib/platform/auth/actor'
import { hashPassword } from '@/lib/platform/auth/password'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'

/** Sets somebody's password without knowing the old one. Only whoever works at the machine can. */
export const resetPassword = async (
  actor: UserActor,
  id: string,
  password: string,
): Promise<{ id: string }> => {
  if (actor.kind !== 'system')
    throw new ExemplarError('forbidden', 'Passwords are reset from the command line only.', {
      fix: 'Run `npx exemplar user password <email>` on the server.',
    })
  const passwordHash = await hashPassword(password)
  return transaction(async (tx) => {
    await tx.user.update({ where: { id }, data: { passwordHash } })
    await audit(tx, actor, { action: 'user.password-reset', objectType: 'user', objectId: id })
    return { id }
  })
}
