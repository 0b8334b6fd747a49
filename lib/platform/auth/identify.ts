import { getToken } from 'next-auth/jwt'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { isId } from '@/lib/platform/ids'
import type { ProjectActor, Role, UserActor } from './actor'
import { hashSecret } from './secrets'

/** Who a request comes from, with every project they belong to as of now. */
export interface Identity extends UserActor {
  readonly kind: 'session' | 'token'
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly locale: string | null
  readonly scopes: readonly string[]
  readonly roles: ReadonlyMap<string, Role> // by project id
}

const cookiesOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    (headers.get('cookie') ?? '').split(/;\s*/).flatMap((pair) => {
      const at = pair.indexOf('=')
      return at < 1 ? [] : [[pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))]]
    }),
  )

const load = async (userId: string) =>
  isId(userId) ? db().user.findUnique({ where: { id: userId }, include: { memberships: true } }) : null

/**
 * Reads the session cookie or the bearer token, then the user's current state. Null when there is neither, or when the
 * account is gone or disabled or the token revoked: a signed token proves who, never what they may do.
 */
export const identify = async (headers: Headers, requestId: string): Promise<Identity | null> => {
  const bearer = headers.get('authorization')?.match(/^Bearer (\S+)$/i)?.[1]
  let userId: string | undefined
  let scopes: readonly string[] = ['read', 'write']
  if (bearer) {
    const token = await db().apiToken.findUnique({ where: { tokenHash: hashSecret(bearer) } })
    if (!token || token.revokedAt || (token.expiresAt && token.expiresAt < new Date())) return null
    userId = token.userId
    scopes = token.scopes
    if (!token.lastUsedAt || Date.now() - token.lastUsedAt.getTime() > 60_000)
      await db().apiToken.update({ where: { id: token.id }, data: { lastUsedAt: new Date() } })
  } else {
    const request = { cookies: cookiesOf(headers), headers: Object.fromEntries(headers) }
    const token = await getToken({
      req: request as never,
      secret: env().NEXTAUTH_SECRET,
      secureCookie: env().NEXTAUTH_URL.startsWith('https://'),
    })
    userId = token?.sub
  }
  const user = userId ? await load(userId) : null
  if (!user || user.disabledAt) return null
  return {
    kind: bearer ? 'token' : 'session',
    userId: user.id,
    name: user.name,
    email: user.email,
    locale: user.locale,
    siteAdmin: user.siteAdmin,
    scopes,
    requestId,
    roles: new Map(user.memberships.map((membership) => [membership.projectId, membership.role])),
  }
}

/** The identity inside one project, found by slug or id; `not-found` for a project that they do not belong to. */
export const memberOf = async (identity: Identity, project: string): Promise<ProjectActor> => {
  const found = await db().project.findFirst({
    where: isId(project) ? { id: project } : { slug: project },
    select: { id: true },
  })
  const role = found && (identity.roles.get(found.id) ?? (identity.siteAdmin ? 'admin' : undefined))
  if (!found || !role)
    throw new ExemplarError('not-found', 'There is no such project, or you are not a member of it.', {
      field: 'project',
    })
  const { kind, userId, siteAdmin, requestId } = identity
  return { kind, userId, siteAdmin, requestId, projectId: found.id, role }
}

/**
 * Refuses a cookie-authenticated write that another site's page started. Bearer tokens are never sent by a browser on
 * its own, so they need no such check.
 */
export const refuseForeignOrigin = (request: Request, identity: Identity | null): void => {
  if (identity?.kind !== 'session' || ['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  // A sandboxed page sends `null`, which is nobody's origin.
  const host = origin && URL.canParse(origin) ? new URL(origin).host : origin
  const own =
    origin === null || origin === new URL(env().NEXTAUTH_URL).origin || host === request.headers.get('host')
  if (!own || site === 'cross-site')
    throw new ExemplarError('forbidden', 'The request came from another site.', { field: 'Origin' })
}
