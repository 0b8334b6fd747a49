import { before, toPage } from '@/lib/platform/api/paging'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma } from '@/lib/platform/db'
import type { SeedView } from './schema'
import { viewSeeds } from './view-seed'

export interface SeedFilter {
  readonly status?: SeedView['status'] | undefined
  readonly editTypeId?: string | undefined
  readonly authorId?: string | undefined
  readonly imageId?: string | undefined
  readonly text?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Newest first. Drafts are their authors' own business and are left out unless asked for by author. */
export const listSeeds = async (
  actor: ProjectActor,
  { status, editTypeId, authorId, imageId, text, cursor, limit }: SeedFilter,
): Promise<{ items: SeedView[]; next: string | null }> => {
  const where: Prisma.SeedWhereInput = {
    projectId: actor.projectId,
    ...before(cursor),
    ...(status ? { status } : authorId ? {} : { status: { not: 'draft' } }),
    ...(editTypeId && { editTypeId }),
    ...(authorId && { authorId }),
    ...(imageId && { sourceImageId: imageId }),
    ...(text && { instruction: { contains: text, mode: 'insensitive' } }),
  }
  const rows = await db().seed.findMany({ where, orderBy: { id: 'desc' }, take: limit + 1 })
  const page = toPage(rows, limit, (row) => row)
  return { items: await viewSeeds(page.items), next: page.next }
}
