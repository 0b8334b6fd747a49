import { db, type Prisma } from '@/lib/platform/db'
import type { TokenView } from './schema'

type TokenRow = Prisma.ApiTokenGetPayload<Record<never, never>>

const isScope = (scope: string) => scope === 'read' || scope === 'write'

export const viewToken = ({
  id,
  name,
  prefix,
  scopes,
  createdAt,
  expiresAt,
  lastUsedAt,
}: TokenRow): TokenView => ({
  id,
  name,
  prefix,
  scopes: scopes.filter(isScope),
  createdAt,
  expiresAt,
  lastUsedAt,
})

/** A person's tokens that are not revoked, newest first. Expired ones stay on the list, so that nobody wonders. */
export const listTokens = async (userId: string): Promise<TokenView[]> => {
  const rows = await db().apiToken.findMany({
    where: { userId, revokedAt: null },
    orderBy: { id: 'desc' },
    take: 200,
  })
  return rows.map(viewToken)
}
