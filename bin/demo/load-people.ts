import { randomBytes } from 'node:crypto'
import { addMember, createProject, createUser, resetPassword } from '@/lib/pipeline/project'
import { machineActor, type ProjectActor, type Role } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { DemoContent } from './demo-content'

export interface DemoAccount {
  readonly email: string
  readonly password: string
  readonly role: Role
}

export interface DemoPeople {
  readonly accounts: readonly DemoAccount[]
  readonly actors: Readonly<Record<Role, ProjectActor>>
}

/** Easy to read aloud and to type; made anew for every installation, since a known password is an open door. */
const newPassword = () => `light-${randomBytes(6).toString('hex')}`

const loadAccount = async (
  account: DemoContent['accounts'][number],
): Promise<{ id: string; password: string }> => {
  const password = newPassword()
  const known = await db().user.findUnique({ where: { email: account.email } })
  if (known) {
    await resetPassword(machineActor, known.id, password)
    return { id: known.id, password }
  }
  const { email, name, role, locale } = account
  const { id } = await createUser(machineActor, { email, name, password, siteAdmin: role === 'admin' })
  await db().user.update({ where: { id }, data: { locale } })
  return { id, password }
}

/** The three accounts and the project; again gives the accounts new passwords and leaves the rest. */
export const loadPeople = async ({ accounts, project }: DemoContent): Promise<DemoPeople> => {
  const loaded = await Promise.all(
    accounts.map(async (account) => ({ ...account, ...(await loadAccount(account)) })),
  )
  const admin = loaded.find((account) => account.role === 'admin')
  if (!admin) throw new Error('the demo has no admin')
  const { name, slug } = project
  if (!(await db().project.count({ where: { slug } })))
    await createProject({ ...machineActor, userId: admin.id }, { name, slug })
  const { id: projectId } = await db().project.findUniqueOrThrow({ where: { slug } })
  for (const { id, role } of loaded) await addMember(machineActor, slug, id, role)
  const actorOf = (role: Role): ProjectActor => {
    const account = loaded.find((one) => one.role === role)
    if (!account) throw new Error(`the demo has no ${role}`)
    return { kind: 'system', userId: account.id, siteAdmin: false, requestId: null, projectId, role }
  }
  return {
    accounts: loaded.map(({ email, password, role }) => ({ email, password, role })),
    actors: { rater: actorOf('rater'), reviewer: actorOf('reviewer'), admin: actorOf('admin') },
  }
}
