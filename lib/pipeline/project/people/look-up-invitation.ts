import { countTry } from '@/lib/platform/auth/rate-limit'
import { hashSecret } from '@/lib/platform/auth/secrets'
import { db, type Tx } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { InvitedView } from './schema'

const triesPerQuarterHour = 60

/** Guessing 256 random bits is hopeless; the limit keeps a page that loops from costing anything. */
export const countInvitationTry = (address: string): Promise<void> =>
  countTry(`invitation-from:${address}`, triesPerQuarterHour, 15 * 60)

/** The open invitation of a secret. Used, revoked, expired and unknown ones look the same from outside. */
export const findInvitation = async (tx: Tx, token: string) => {
  const invitation = await tx.invitation.findFirst({
    where: {
      tokenHash: hashSecret(token),
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date() },
    },
  })
  if (!invitation)
    throw new ExemplarError('not-found', 'This invitation was used, revoked or has expired.', {
      field: 'token',
      fix: 'Ask an admin of the project for a new link.',
    })
  return invitation
}

export const lookUpInvitation = async (token: string, address: string): Promise<InvitedView> => {
  await countInvitationTry(address)
  const { email, role, expiresAt, projectId } = await findInvitation(db(), token)
  const [project, accounts] = await Promise.all([
    db().project.findUniqueOrThrow({ where: { id: projectId }, select: { name: true, slug: true } }),
    db().user.count({ where: { email } }),
  ])
  return { project: project.name, slug: project.slug, email, role, expiresAt, hasAccount: accounts > 0 }
}
