import { before, toPage } from '@/lib/platform/api/paging'
import type { UserActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, type Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { requireSiteAdmin } from '../require-site-admin'
import type { UserView } from './schema'

const select = {
  id: true,
  name: true,
  email: true,
  siteAdmin: true,
  disabledAt: true,
  createdAt: true,
  _count: { select: { memberships: true } },
} satisfies Prisma.UserSelect

type UserRow = Prisma.UserGetPayload<{ select: typeof select }>

const viewUser = ({ disabledAt, _count, ...user }: UserRow): UserView => ({
  ...user,
  disabled: disabledAt !== null,
  projects: _count.memberships,
})

export const readUser = async (tx: Tx, id: string): Promise<UserView> => {
  const user = await tx.user.findUnique({ where: { id }, select })
  if (!user) throw notFound('user')
  return viewUser(user)
}

/** The account of an address, as the command line names people. */
export const findUser = async (email: string): Promise<UserView> => {
  const user = await db().user.findUnique({ where: { email: email.trim().toLowerCase() }, select })
  if (!user) throw notFound(`account as ${email}`)
  return viewUser(user)
}

/** Everybody with an account, newest first, by a part of name or address where given. */
export const listUsers = async (
  actor: UserActor,
  { text, cursor, limit }: { text?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: UserView[]; next: string | null }> => {
  requireSiteAdmin(actor)
  const like = { contains: text ?? '', mode: 'insensitive' as const }
  const rows = await db().user.findMany({
    where: { ...before(cursor), ...(text && { OR: [{ name: like }, { email: like }] }) },
    select,
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return toPage(rows, limit, viewUser)
}
