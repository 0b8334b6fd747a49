import { beforeAll, expect, test } from 'vitest'
import { makeUser } from '@/lib/pipeline/testing/rows'
import { hashPassword } from '@/lib/platform/auth/password'
import { countTry } from '@/lib/platform/auth/rate-limit'
import { authOptions } from '@/lib/platform/auth/sign-in'
import { db } from '@/lib/platform/db'

const password = 'a sentence works well'
let email: string
let id: string

type Authorize = (credentials: object, request: { headers: object }) => Promise<{ id: string } | null>

const signIn = (credentials: { email: string; password: string }) => {
  const [provider] = authOptions().providers
  const { authorize } = (provider as unknown as { options: { authorize: Authorize } }).options
  return authorize(credentials, { headers: {} })
}

beforeAll(async () => {
  const user = await makeUser({ passwordHash: await hashPassword(password) })
  ;({ email, id } = user)
})

test('the right password signs in, whatever the case of the address', async () => {
  expect(await signIn({ email: email.toUpperCase(), password })).toEqual({ id })
})

test('a wrong password, an unknown address and a disabled account are told alike', async () => {
  expect(await signIn({ email, password: 'something else entirely' })).toBeNull()
  expect(await signIn({ email: 'nobody@example.org', password })).toBeNull()
  await db().user.update({ where: { id }, data: { disabledAt: new Date() } })
  expect(await signIn({ email, password })).toBeNull()
  await db().user.update({ where: { id }, data: { disabledAt: null } })
})

test('the eleventh try in a quarter of an hour is refused, even with the right password', async () => {
  const user = await makeUser({ passwordHash: await hashPassword(password) })
  for (let i = 0; i < 10; i++) await signIn({ email: user.email, password: 'guess' })
  await expect(signIn({ email: user.email, password })).rejects.toThrow('rate-limited')
})

test('tries at the same time are all counted', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 30 }, () => countTry('one-key', 10, 60)))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
})

test('the token holds a user id and nothing else', async () => {
  const { callbacks } = authOptions()
  const token = await callbacks?.jwt?.({ token: { sub: id, email }, user: { id } } as never)
  expect(token).toEqual({ sub: id })
})
