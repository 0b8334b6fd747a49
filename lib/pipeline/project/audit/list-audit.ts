import { toPage } from '@/lib/platform/api/paging'
import { db, type Prisma } from '@/lib/platform/db'
import type { AuditFilter, AuditView } from './schema'

/** The least UUIDv7 of a moment: ids order by time, so a span of time is a span of the index that pages the list. */
export const firstIdAt = (moment: Date): string => {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, '0').slice(-12)
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** A project's audit rows, or with null those outside of projects; newest first. */
export const listAudit = async (
  projectId: string | null,
  filter: AuditFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: AuditView[]; next: string | null }> => {
  const { actorId, action, objectType, objectId, from, to, cursor, limit } = filter
  const where: Prisma.AuditEventWhereInput = {
    projectId,
    AND: [
      cursor ? { id: { lt: cursor } } : {},
      from ? { id: { gte: firstIdAt(from) } } : {},
      to ? { id: { lt: firstIdAt(to) } } : {},
    ],
    ...(actorId && { actorId }),
    ...(action && { action: { startsWith: action } }),
    ...(objectType && { objectType }),
    ...(objectId && { objectId }),
  }
  const rows = await db().auditEvent.findMany({ where, orderBy: { id: 'desc' }, take: limit + 1 })
  const page = toPage(rows, limit, (row) => row)
  const people = [...new Set(page.items.flatMap((row) => row.actorId ?? []))]
  const users = await db().user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } })
  const nameOf = new Map(users.map((user) => [user.id, user]))
  return {
    items: page.items.map(({ actorId: by, projectId: _, ...row }) => ({
      ...row,
      actor: (by && nameOf.get(by)) || null,
    })),
    next: page.next,
  }
}
