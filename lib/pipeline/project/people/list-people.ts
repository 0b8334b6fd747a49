import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, type Prisma } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import type { MemberView } from './schema'

export const withUser = {
  user: { select: { id: true, name: true, email: true, disabledAt: true } },
} satisfies Prisma.MembershipInclude

type MembershipRow = Prisma.MembershipGetPayload<{ include: typeof withUser }>

export const viewMember = ({
  user: { disabledAt, ...user },
  role,
  tags,
  dailyLimit,
  createdAt,
}: MembershipRow): MemberView => ({
  ...user,
  role,
  disabled: disabledAt !== null,
  joinedAt: createdAt,
  tags,
  dailyLimit,
})

/** Everybody in the project, disabled accounts too; those who have an account the longest first. */
export const listPeople = async (
  actor: ProjectActor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: MemberView[]; next: string | null }> => {
  requireRole(actor, 'admin')
  const rows = await db().membership.findMany({
    where: { projectId: actor.projectId, ...(cursor && { userId: { gt: cursor } }) },
    include: withUser,
    orderBy: { userId: 'asc' },
    take: limit + 1,
  })
  const items = rows.slice(0, limit).map(viewMember)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export const getPerson = async (actor: ProjectActor, userId: string): Promise<MemberView> => {
  requireRole(actor, 'admin')
  const { projectId } = actor
  const row = await db().membership.findUnique({
    where: { projectId_userId: { projectId, userId } },
    include: withUser,
  })
  if (!row) throw notFound('member')
  return viewMember(row)
}
