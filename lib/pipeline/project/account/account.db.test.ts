import { describe, expect, test } from 'vitest'
import { makeMember, makeProject, makeUser } from '@/lib/pipeline/testing/rows'
import { identify } from '@/lib/platform/auth/identify'
import { hashPassword, verifyPassword } from '@/lib/platform/auth/password'
import { db } from '@/lib/platform/db'
import { changePassword } from './change-password'
import { createToken } from './create-token'
import { getMe } from './get-me'
import { listTokens } from './list-tokens'
import { revokeToken } from './revoke-token'
import type { NewToken } from './schema'

const newToken: NewToken = { name: 'nightly', scopes: ['read'], expiresInDays: null }
const actor = (userId: string, kind: 'session' | 'token' = 'session') => ({
  kind,
  userId,
  siteAdmin: false,
  requestId: null,
})
const bearer = (secret: string) => new Headers({ authorization: `Bearer ${secret}` })

describe('a personal token', () => {
  test('identifies its person with its scopes, and only its hash is kept', async () => {
    const member = await makeMember((await makeProject()).id, 'reviewer')
    const { token, secret } = await createToken(member, member.userId, newToken)
    expect(secret).toMatch(/^exm_[\w-]{43}$/)
    expect(secret.startsWith(token.prefix)).toBe(true)
    const identity = await identify(bearer(secret), 'r')
    expect(identity).toMatchObject({ userId: member.userId, kind: 'token', scopes: ['read'] })
    expect(identity && (await getMe(identity)).projects).toMatchObject([{ role: 'reviewer' }])
    const row = await db().apiToken.findUniqueOrThrow({ where: { id: token.id } })
    expect(JSON.stringify(row)).not.toContain(secret.slice(token.prefix.length))
    expect((await listTokens(member.userId))[0]?.lastUsedAt).not.toBeNull()
  })

  test('ends when it is revoked or expires, with the next request', async () => {
    const { id } = await makeUser()
    const { token, secret } = await createToken(actor(id), id, newToken)
    await revokeToken(actor(id), token.id)
    expect(await identify(bearer(secret), 'r')).toBeNull()
    const brief = await createToken(actor(id), id, { ...newToken, expiresInDays: 1 })
    expect(await identify(bearer(brief.secret), 'r')).not.toBeNull()
    await db().apiToken.update({
      where: { id: brief.token.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    expect(await identify(bearer(brief.secret), 'r')).toBeNull()
  })

  test('is worth nothing while its person is disabled', async () => {
    const { id } = await makeUser()
    const { secret } = await createToken(actor(id), id, newToken)
    await db().user.update({ where: { id }, data: { disabledAt: new Date() } })
    expect(await identify(bearer(secret), 'r')).toBeNull()
  })

  test('makes no further token and changes no password', async () => {
    const { id } = await makeUser()
    await expect(createToken(actor(id, 'token'), id, newToken)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      changePassword(actor(id, 'token'), { current: 'x', next: 'long enough for this' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is revoked by its own person only', async () => {
    const [mine, theirs] = [await makeUser(), await makeUser()]
    const { token } = await createToken(actor(theirs.id), theirs.id, newToken)
    await expect(revokeToken(actor(mine.id), token.id)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('changing one’s password', () => {
  test('needs the current one, and tries are limited', async () => {
    const current = 'the current sentence'
    const { id } = await makeUser({ passwordHash: await hashPassword(current) })
    const next = 'an entirely new sentence'
    await expect(changePassword(actor(id), { current: 'a guess', next })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'current',
    })
    await changePassword(actor(id), { current, next })
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id } })
    expect(await verifyPassword(passwordHash, next)).toBe(true)
    for (let i = 0; i < 10; i++)
      await expect(changePassword(actor(id), { current: 'a guess', next })).rejects.toMatchObject({
        code: 'bad-input',
      })
    await expect(changePassword(actor(id), { current: next, next: current })).rejects.toMatchObject({
      code: 'rate-limited',
    })
  })
})
