import { beforeEach, describe, expect, test } from 'vitest'
import { makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import { machineActor, type ProjectActor } from '@/lib/platform/auth/actor'
import type { Identity } from '@/lib/platform/auth/identify'
import { verifyPassword } from '@/lib/platform/auth/password'
import { db } from '@/lib/platform/db'
import { acceptInvitation } from './accept-invitation'
import { changeRole } from './change-role'
import { createUser } from './create-user'
import { invite } from './invite'
import { listInvitations } from './list-invitations'
import { listPeople } from './list-people'
import { findUser, listUsers } from './list-users'
import { lookUpInvitation } from './look-up-invitation'
import { removePerson } from './remove-person'
import { resetPassword } from './reset-password'
import { revokeInvitation } from './revoke-invitation'
import { updateUser } from './update-user'

type Member = ProjectActor & { userId: string }

const password = 'a long enough sentence'
let projectId: string
let admin: Member
let counter = 0

const address = () => `guest-${process.pid}-${++counter}@example.org`
const from = () => `10.0.${counter}.${Math.floor(counter / 250)}`

beforeEach(async () => {
  projectId = (await makeProject()).id
  admin = await makeMember(projectId, 'admin')
  counter += 1
})

const secretOf = async (email: string, role: 'rater' | 'reviewer' | 'admin' = 'rater') => {
  const { path } = await invite(admin, { email, role })
  return path.slice('/invite/'.length)
}

const identityOf = async (userId: string, over: Partial<Identity> = {}): Promise<Identity> => {
  const user = await db().user.findUniqueOrThrow({ where: { id: userId } })
  return {
    kind: 'session',
    userId,
    siteAdmin: false,
    requestId: null,
    name: user.name,
    email: user.email,
    locale: null,
    scopes: ['read', 'write'],
    roles: new Map(),
    ...over,
  }
}

describe('the last admin', () => {
  test('keeps the role and stays in the project', async () => {
    const refused = { code: 'refused', field: 'role' }
    await expect(changeRole(admin, { id: admin.userId, role: 'rater' })).rejects.toMatchObject(refused)
    await expect(removePerson(admin, admin.userId)).rejects.toMatchObject(refused)
  })

  test('may go once somebody else can run the project, but not for a disabled account', async () => {
    const other = await makeMember(projectId, 'admin')
    await db().user.update({ where: { id: other.userId }, data: { disabledAt: new Date() } })
    await expect(removePerson(admin, admin.userId)).rejects.toMatchObject({ code: 'refused' })
    await db().user.update({ where: { id: other.userId }, data: { disabledAt: null } })
    await removePerson(admin, admin.userId)
    expect((await listPeople(other, { limit: 50 })).items.map(({ id }) => id)).toEqual([other.userId])
  })

  test('is not lost when two admins remove each other at once', async () => {
    const other = await makeMember(projectId, 'admin')
    const ends = await Promise.allSettled([
      removePerson(admin, other.userId),
      removePerson(other, admin.userId),
    ])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().membership.count({ where: { projectId, role: 'admin' } })).toBe(1)
  })
})

test('a role changes for members of this project only, with an audit row', async () => {
  const rater = await makeMember(projectId, 'rater')
  expect(await changeRole(admin, { id: rater.userId, role: 'reviewer' })).toMatchObject({ role: 'reviewer' })
  expect(
    await db().auditEvent.findFirst({ where: { projectId, action: 'member.role-changed' } }),
  ).toMatchObject({
    objectId: rater.userId,
    detail: { from: 'rater', to: 'reviewer' },
  })
  const stranger = await makeMember((await makeProject()).id, 'rater')
  await expect(changeRole(admin, { id: stranger.userId, role: 'admin' })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(changeRole(rater, { id: rater.userId, role: 'admin' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

describe('an invitation', () => {
  test('makes an account with the role that it names, and is used up', async () => {
    const email = address()
    const token = await secretOf(email, 'reviewer')
    expect(await lookUpInvitation(token, from())).toMatchObject({
      email,
      role: 'reviewer',
      hasAccount: false,
    })
    await acceptInvitation(null, { token, name: 'Guest', password }, from(), 'r')
    const user = await db().user.findUniqueOrThrow({ where: { email }, include: { memberships: true } })
    expect(user.memberships).toMatchObject([{ projectId, role: 'reviewer' }])
    expect(await verifyPassword(user.passwordHash, password)).toBe(true)
    await expect(lookUpInvitation(token, from())).rejects.toMatchObject({ code: 'not-found' })
  })

  test('lets in one of ten who use it at once', async () => {
    const email = address()
    const token = await secretOf(email)
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        acceptInvitation(null, { token, name: `Guest ${i}`, password }, from(), 'r'),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db().user.count({ where: { email } })).toBe(1)
    expect(await db().membership.count({ where: { projectId, user: { email } } })).toBe(1)
  })

  test('joins the signed-in account that it is for, and no other', async () => {
    const guest = await makeMember((await makeProject()).id, 'rater')
    const { email } = await db().user.findUniqueOrThrow({ where: { id: guest.userId } })
    const token = await secretOf(email)
    expect(await lookUpInvitation(token, from())).toMatchObject({ hasAccount: true })
    await expect(
      acceptInvitation(null, { token, name: 'Thief', password }, from(), 'r'),
    ).rejects.toMatchObject({ code: 'conflict' })
    await expect(
      acceptInvitation(await identityOf(admin.userId), { token }, from(), 'r'),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      acceptInvitation(await identityOf(guest.userId, { scopes: ['read'] }), { token }, from(), 'r'),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await acceptInvitation(await identityOf(guest.userId), { token }, from(), 'r')
    expect(await db().membership.count({ where: { projectId, userId: guest.userId } })).toBe(1)
  })

  test('stops working when it is revoked, replaced or a week old', async () => {
    const email = address()
    const replaced = await secretOf(email)
    const revoked = await secretOf(email)
    await expect(lookUpInvitation(replaced, from())).rejects.toMatchObject({ code: 'not-found' })
    const [open] = (await listInvitations(admin, { limit: 50 })).items
    await revokeInvitation(admin, open!.id)
    await expect(lookUpInvitation(revoked, from())).rejects.toMatchObject({ code: 'not-found' })
    const expired = await secretOf(email)
    const [again] = (await listInvitations(admin, { limit: 50 })).items
    const inDays = (again!.expiresAt.getTime() - Date.now()) / 86_400_000
    expect(inDays).toBeGreaterThan(6.99)
    expect(inDays).toBeLessThanOrEqual(7)
    await db().invitation.update({ where: { id: again!.id }, data: { expiresAt: new Date(Date.now() - 1) } })
    await expect(
      acceptInvitation(null, { token: expired, name: 'Late', password }, from(), 'r'),
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  test('keeps nothing of its secret', async () => {
    const token = await secretOf(address())
    const rows = JSON.stringify([
      await db().invitation.findMany({ where: { projectId } }),
      await db().auditEvent.findMany({ where: { projectId } }),
    ])
    expect(rows).not.toContain(token)
    expect(rows).not.toContain(token.slice(4))
  })

  test('is not for members, and tries from one address are limited', async () => {
    const { email } = await db().user.findUniqueOrThrow({ where: { id: admin.userId } })
    await expect(invite(admin, { email, role: 'rater' })).rejects.toMatchObject({ field: 'email' })
    const tries = await Promise.allSettled(
      Array.from({ length: 61 }, () => lookUpInvitation('inv_no-such-secret', '203.0.113.9')),
    )
    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'in'))
    expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(1)
  })
})

describe('accounts', () => {
  test('the command line makes the first admin, who finds and disables others but never the last one', async () => {
    await db().user.updateMany({ data: { siteAdmin: false } })
    const email = address()
    const boss = await createUser(machineActor, { email, name: 'Boss', password, siteAdmin: true })
    const actor = { ...machineActor, kind: 'session' as const, userId: boss.id }
    const rater = await makeMember(projectId, 'rater')
    expect(await updateUser(actor, rater.userId, { disabled: true })).toMatchObject({ disabled: true })
    await expect(updateUser(actor, boss.id, { disabled: true })).rejects.toMatchObject({ code: 'refused' })
    await expect(updateUser(actor, boss.id, { siteAdmin: false })).rejects.toMatchObject({ code: 'refused' })
    expect((await listUsers(actor, { text: email.slice(0, -4), limit: 5 })).items).toEqual([boss])
    await expect(
      createUser(machineActor, { email, name: 'Twin', password, siteAdmin: false }),
    ).rejects.toMatchObject({ code: 'conflict', field: 'email' })
  })

  test('nobody but site admins sees or changes them, and passwords are reset at the machine only', async () => {
    await expect(listUsers(admin, { limit: 5 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateUser(admin, admin.userId, { siteAdmin: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(resetPassword({ ...admin, siteAdmin: true }, admin.userId, password)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await resetPassword(machineActor, admin.userId, password)
    const { email, passwordHash } = await db().user.findUniqueOrThrow({ where: { id: admin.userId } })
    expect(await verifyPassword(passwordHash, password)).toBe(true)
    expect(await findUser(` ${email.toUpperCase()}`)).toMatchObject({ id: admin.userId })
  })
})
