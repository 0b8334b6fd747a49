import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { isId } from '@/lib/platform/ids'

export const findExport = async (actor: ProjectActor, id: string, tx: Tx = db()) => {
  // Stream routes hand over what stood in the address.
  if (!isId(id)) throw notFound('export')
  const row = await tx.releaseExport.findFirst({
    where: { id, projectId: actor.projectId },
    include: { release: true },
  })
  if (!row) throw notFound('export')
  return row
}

export type FoundExport = Awaited<ReturnType<typeof findExport>>
