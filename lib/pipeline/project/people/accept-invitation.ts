import { audit } from '@/lib/platform/audit'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import type { Identity } from '@/lib/platform/auth/identify'
import { hashPassword } from '@/lib/platform/auth/password'
import { db, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { addUser } from './add-user'
import { countInvitationTry, findInvitation } from './look-up-invitation'
import type { InvitationAnswer } from './schema'

/** Whoever is signed in must be the one who was invited: a link that was passed on opens no door for another. */
const checkGuest = (identity: Identity, email: string): void => {
  if (!identity.scopes.includes('write'))
    throw new ExemplarError('forbidden', 'The token lacks the scope “write”.')
  if (identity.email !== email)
    throw new ExemplarError(
      'forbidden',
      `The invitation is for ${email}; you are signed in as ${identity.email}.`,
      {
        field: 'token',
        fix: `Sign out, then open the link again.`,
      },
    )
}

const makeAccount = async (tx: Tx, email: string, name: string, passwordHash: string): Promise<string> => {
  if (await tx.user.count({ where: { email } }))
    throw new ExemplarError('conflict', `${email} has an account already.`, {
      field: 'token',
      fix: 'Sign in with it, then open the link again.',
    })
  return (await addUser(tx, { email, name, passwordHash, siteAdmin: false })).id
}

/**
 * Lets the invited person in: with a new account, or as the signed-in account of that address. The link is used up by
 * one guarded statement, so that of many tries at once one succeeds and the others change nothing.
 */
export const acceptInvitation = async (
  identity: Identity | null,
  { token, name, password }: InvitationAnswer,
  address: string,
  requestId: string,
): Promise<{ slug: string; email: string }> => {
  await countInvitationTry(address)
  const { email } = await findInvitation(db(), token)
  if (identity) checkGuest(identity, email)
  else if (!name || !password)
    throw new ExemplarError('bad-input', 'A new account needs a name and a password.', {
      field: name ? 'password' : 'name',
      fix: 'Fill in both, or sign in first.',
    })
  // Hashing takes a while, and no row is locked meanwhile.
  const passwordHash = identity || !password ? null : await hashPassword(password)
  return transaction(async (tx) => {
    const { id, projectId, role } = await findInvitation(tx, token)
    const { count } = await tx.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { acceptedAt: new Date() },
    })
    if (count === 0)
      throw new ExemplarError('conflict', 'This invitation was used just now.', { field: 'token' })
    const userId = identity?.userId ?? (await makeAccount(tx, email, name ?? '', passwordHash ?? ''))
    await tx.invitation.update({ where: { id }, data: { acceptedById: userId } })
    // Who got in some other way meanwhile keeps the role that they were given there.
    await tx.membership.createMany({ data: [{ projectId, userId, role }], skipDuplicates: true })
    const actor: ProjectActor = { kind: 'session', userId, siteAdmin: false, requestId, projectId, role }
    await audit(tx, actor, {
      action: 'invitation.accepted',
      objectType: 'invitation',
      objectId: id,
      detail: { email, role },
    })
    await publish(tx, { projectId, topic: 'people', id: userId })
    const { slug } = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { slug: true } })
    return { slug, email }
  })
}
