import { audit } from '@/lib/platform/audit'
import type { UserActor } from '@/lib/platform/auth/actor'
import { newSecret } from '@/lib/platform/auth/secrets'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { viewToken } from './list-tokens'
import { refuseTokens } from './refuse-tokens'
import type { NewToken, TokenView } from './schema'

const dayMs = 86_400_000
const mostTokens = 50
const shownCharacters = 10

/** Makes a token for a person: by themselves, or from the command line. The secret is returned once and not kept. */
export const createToken = (
  actor: UserActor,
  userId: string,
  { name, scopes, expiresInDays }: NewToken,
): Promise<{ token: TokenView; secret: string }> =>
  transaction(async (tx) => {
    refuseTokens(actor, 'make another token')
    if ((await tx.apiToken.count({ where: { userId, revokedAt: null } })) >= mostTokens)
      throw new ExemplarError('refused', `Nobody may hold more than ${mostTokens} tokens.`, {
        fix: 'Revoke one that is no longer used.',
      })
    const { secret, hash } = newSecret('exm')
    const token = await tx.apiToken.create({
      data: {
        userId,
        name,
        prefix: secret.slice(0, shownCharacters),
        tokenHash: hash,
        scopes: [...new Set(scopes)],
        expiresAt: expiresInDays === null ? null : new Date(Date.now() + expiresInDays * dayMs),
      },
    })
    await audit(tx, actor, {
      action: 'token.created',
      objectType: 'token',
      objectId: token.id,
      detail: { userId, name, scopes, expiresInDays },
    })
    return { token: viewToken(token), secret }
  })
