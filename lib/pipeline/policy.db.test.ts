import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeProject, makeUser } from '@/lib/pipeline/testing/rows'
import type { Access } from '@/lib/platform/api/base'
import { listRoutes } from '@/lib/platform/api/list-routes'
import { serveApi } from '@/lib/platform/api/serve'
import { streamPolicies } from '@/lib/platform/api/stream-policies'
import type { Role } from '@/lib/platform/auth/actor'
import { newSecret } from '@/lib/platform/auth/secrets'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { contract } from './contract'
import { router } from './router'

// Every route × every caller, over HTTP's own request and response. The expectation is worked out from the policy
// alone, and never by the code that enforces it.

const root = path.join(import.meta.dirname, '../..')

/** What the gate may do with a caller. `in`: whatever the route then says, to empty or senseless input most often. */
type Outcome = 'in' | 'sign in' | 'forbidden' | 'no such project'

const callers = [
  'nobody',
  'rater',
  'reviewer',
  'admin',
  'admin of another project',
  'site admin',
  'disabled admin',
  'removed admin',
  'admin with a read-only token',
  'admin with a read-write token',
  'admin with a revoked token',
  'admin with an expired token',
  'admin with a forged session',
] as const
type Caller = (typeof callers)[number]

const unknown: readonly Caller[] = [
  'nobody',
  'disabled admin',
  'admin with a revoked token',
  'admin with an expired token',
  'admin with a forged session',
]

const rank: Record<Role, number> = { rater: 0, reviewer: 1, admin: 2 }
const roleOf = (caller: Caller): Role | null =>
  caller === 'rater' || caller === 'reviewer'
    ? caller
    : caller === 'admin of another project' || caller === 'removed admin'
      ? null
      : 'admin'

const expected = (access: Access, method: string, caller: Caller): Outcome => {
  if (access === 'public') return 'in'
  if (unknown.includes(caller)) return 'sign in'
  const reads = method === 'GET' || method === 'HEAD'
  if (caller === 'admin with a read-only token' && !reads) return 'forbidden'
  if (access === 'user') return 'in'
  if (access === 'site-admin') return caller === 'site admin' ? 'in' : 'forbidden'
  const role = roleOf(caller)
  if (!role) return 'no such project'
  return rank[role] >= rank[access] ? 'in' : 'forbidden'
}

const outcomeOf = async (response: Response): Promise<Outcome> => {
  if (response.status === 401) return 'sign in'
  if (response.status === 403) return 'forbidden'
  const isJson = response.headers.get('content-type')?.includes('json')
  const body = isJson && response.status >= 400 ? ((await response.json()) as Refusal) : null
  if (!body) await response.body?.cancel()
  // A project that one may not see is named as the field at fault; an object that is not there never is.
  if (response.status === 404 && body?.data?.field === 'project') return 'no such project'
  expect(response.status, JSON.stringify(body)).toBeLessThan(500)
  return 'in'
}
interface Refusal {
  readonly data?: { readonly field?: string }
}

let slug: string
const headersOf = new Map<Caller, Record<string, string>>()

const session = async (userId: string, secret = env().NEXTAUTH_SECRET) => ({
  cookie: `next-auth.session-token=${await encode({ token: { sub: userId }, secret })}`,
})

const token = async (userId: string, over: object = {}) => {
  const { secret, hash } = newSecret('exm')
  await db().apiToken.create({
    data: { userId, name: 't', prefix: 'exm', tokenHash: hash, scopes: ['read', 'write'], ...over },
  })
  return { authorization: `Bearer ${secret}` }
}

beforeAll(async () => {
  const project = await makeProject()
  const other = await makeProject()
  slug = project.slug
  const member = async (role: Role, projectId = project.id, over = {}) => {
    const user = await makeUser(over)
    await db().membership.create({ data: { projectId, userId: user.id, role } })
    return user.id
  }
  const admin = await member('admin')
  const removed = await member('admin')
  const made: Record<Caller, Record<string, string>> = {
    nobody: {},
    rater: await session(await member('rater')),
    reviewer: await session(await member('reviewer')),
    admin: await session(admin),
    'admin of another project': await session(await member('admin', other.id)),
    'site admin': await session((await makeUser({ siteAdmin: true })).id),
    'disabled admin': await session(await member('admin', project.id, { disabledAt: new Date() })),
    'removed admin': await session(removed),
    'admin with a read-only token': await token(admin, { scopes: ['read'] }),
    'admin with a read-write token': await token(admin),
    'admin with a revoked token': await token(admin, { revokedAt: new Date() }),
    'admin with an expired token': await token(admin, { expiresAt: new Date(Date.now() - 1_000) }),
    'admin with a forged session': await session(admin, 'not the secret that this installation signs with'),
  }
  // Their session was begun while they were a member, and still is valid.
  await db().membership.deleteMany({ where: { userId: removed } })
  for (const caller of callers) headersOf.set(caller, made[caller])
})

const request = (caller: Caller, method: string, url: string, signal?: AbortSignal) =>
  new Request(`${env().NEXTAUTH_URL}${url}`, {
    method,
    headers: {
      ...headersOf.get(caller),
      'x-forwarded-for': '198.51.100.7',
      ...(method !== 'GET' && method !== 'HEAD' && { 'content-type': 'application/json' }),
    },
    ...(method !== 'GET' && method !== 'HEAD' && { body: '{}' }),
    ...(signal && { signal }),
  })

/** Ids that are none: past the gate, every route that wants one refuses them as bad input. */
const fill = (route: string) => route.replace('{project}', slug).replace(/\{\w+\}/g, 'not-an-id')

describe('every route of the contract answers every caller as its policy says', () => {
  const serve = serveApi(router, '/api/v1')
  test.each(listRoutes(contract))('$name ($access)', async ({ method, path: route, access }) => {
    for (const caller of callers) {
      const response = await serve(request(caller, method, `/api/v1${fill(route)}`))
      expect(`${caller}: ${await outcomeOf(response)}`).toBe(`${caller}: ${expected(access, method, caller)}`)
    }
  })

  test('a project is found by its slug as by its id, and neither tells a stranger that it exists', async () => {
    const { id } = await db().project.findUniqueOrThrow({ where: { slug } })
    const ask = async (caller: Caller, name: string) =>
      (await (await serve(request(caller, 'GET', `/api/v1/projects/${name}`))).json()) as { message: string }
    expect(await ask('rater', id)).toEqual(await ask('rater', slug))
    expect(await ask('admin of another project', slug)).toEqual(
      await ask('admin of another project', 'no-such-project'),
    )
  })

  test('a write that another site’s page started is refused', async () => {
    const foreign = request('admin', 'POST', `/api/v1/projects/${slug}/archive`)
    foreign.headers.set('origin', 'https://evil.example')
    expect((await serve(foreign)).status).toBe(403)
  })
})

/** `/api/v1/projects/[project]/events` of each file under app/ that answers requests by itself. */
const routeFiles = readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)route\.tsx?$/.test(file))
  .map((file) => ({ file, route: `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, '') }))

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>

describe('the routes outside of the contract', () => {
  test('are exactly those of the policy table', () => {
    const streaming = routeFiles.map(({ route }) => route).filter((route) => route !== '/api/v1/[[...rest]]')
    expect(streaming.sort()).toEqual(Object.keys(streamPolicies).sort())
  })

  // next-auth answers for itself: signing in is for everybody.
  const own = routeFiles.filter(({ route }) => route in streamPolicies && !route.startsWith('/api/auth/'))
  test.each(own)('$route answers every caller as its policy says', async ({ file, route }) => {
    const module = (await import(path.join(root, 'app', file))) as Record<string, unknown>
    const policy = streamPolicies[route] ?? {}
    const methods = Object.keys(module).filter((name) =>
      /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(name),
    )
    expect(methods.sort()).toEqual(Object.keys(policy).sort())
    for (const [method, access] of Object.entries(policy))
      for (const caller of callers) {
        const params = Object.fromEntries(
          [...route.matchAll(/\[(\.{3})?(\w+)\]/g)].map(([, rest, name = '']) => {
            const value = name === 'project' ? slug : 'not-an-id'
            return [name, rest ? [value] : value]
          }),
        )
        const leaving = new AbortController()
        const url = route.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) =>
          String(params[name]).replaceAll(',', '/'),
        )
        const response = await (module[method] as Handler)(request(caller, method, url, leaving.signal), {
          params: Promise.resolve(params),
        })
        // The health check says 503 where no worker runs, as here: it let the caller in.
        const outcome = route === '/api/health' ? 'in' : await outcomeOf(response)
        leaving.abort()
        expect(`${method} ${caller}: ${outcome}`).toBe(
          `${method} ${caller}: ${expected(access, method, caller)}`,
        )
      }
  })
})

test('there are no server actions: every change goes through the API and its gate', () => {
  const sources = ['app', 'lib', 'bin', 'workers'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
      .map((file) => path.join(root, folder, file)),
  )
  expect(sources.length).toBeGreaterThan(200)
  const directive = /^\s*['"]use server['"]/m
  expect(sources.filter((file) => directive.test(readFileSync(file, 'utf8')))).toEqual([])
})
