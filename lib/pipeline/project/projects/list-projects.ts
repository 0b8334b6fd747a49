import { before, toPage } from '@/lib/platform/api/paging'
import type { Identity } from '@/lib/platform/auth/identify'
import { db } from '@/lib/platform/db'
import type { ProjectRow } from './schema'

interface Filter {
  readonly archived: boolean
  readonly cursor?: string | undefined
  readonly limit: number
}

/** The projects that somebody belongs to, newest first; all of them for an admin of the installation. */
export const listProjects = async (
  identity: Identity,
  { archived, cursor, limit }: Filter,
): Promise<{ items: ProjectRow[]; next: string | null }> => {
  const rows = await db().project.findMany({
    where: {
      AND: [before(cursor), identity.siteAdmin ? {} : { id: { in: [...identity.roles.keys()] } }],
      ...(!archived && { archivedAt: null }),
    },
    select: { id: true, slug: true, name: true, archivedAt: true, createdAt: true },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => ({ ...row, role: identity.roles.get(row.id) ?? 'admin' }))
}
