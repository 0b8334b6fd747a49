import { audit } from '@/lib/platform/audit'
import type { UserActor } from '@/lib/platform/auth/actor'
import { hashPassword } from '@/lib/platform/auth/password'
import { transaction } from '@/lib/platform/db'
import { requireSiteAdmin } from '../require-site-admin'
import { addUser } from './add-user'
import { readUser } from './list-users'
import type { UserView } from './schema'

interface NewAccount {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly siteAdmin: boolean
}

/** Makes an account from the command line, the first admin's among them. Everybody else comes by invitation. */
export const createUser = async (
  actor: UserActor,
  { password, ...account }: NewAccount,
): Promise<UserView> => {
  requireSiteAdmin(actor)
  const passwordHash = await hashPassword(password)
  return transaction(async (tx) => {
    const { id } = await addUser(tx, { ...account, passwordHash })
    await audit(tx, actor, {
      action: 'user.created',
      objectType: 'user',
      objectId: id,
      detail: { ...account },
    })
    return readUser(tx, id)
  })
}
