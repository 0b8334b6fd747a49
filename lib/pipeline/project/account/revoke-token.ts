import { audit } from '@/lib/platform/audit'
import type { UserActor } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'

/** Ends a token with its next request: one's own, or anybody's from the command line. */
export const revokeToken = (actor: UserActor, id: string): Promise<{ id: string }> =>
  transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id, revokedAt: null, ...(actor.kind !== 'system' && { userId: actor.userId ?? '' }) },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw notFound('token')
    await audit(tx, actor, { action: 'token.revoked', objectType: 'token', objectId: id })
    return { id }
  })
