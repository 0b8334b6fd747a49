import { hasRole, type ProjectActor } from '@/lib/platform/auth/actor'
import type { Tx } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { viewSeed } from './view-seed'

/** A seed that the actor may see: their own, or any as a reviewer. */
export const findSeed = async (tx: Tx, actor: ProjectActor, id: string) => {
  const seed = await tx.seed.findFirst({ where: { id, projectId: actor.projectId } })
  if (!seed || (seed.authorId !== actor.userId && !hasRole(actor, 'reviewer'))) throw notFound('seed')
  return seed
}

/** A change to a version that is no longer the latest: nothing is lost, the caller keeps theirs and gets the other. */
export const staleSeed = async (
  tx: Tx,
  actor: ProjectActor,
  id: string,
  yours: unknown,
): Promise<ExemplarError> => {
  const theirs = await viewSeed(await findSeed(tx, actor, id), tx)
  return new ExemplarError(
    'conflict',
    'Somebody changed this seed since you opened it; your text was kept here.',
    {
      field: 'version',
      fix: 'Compare both versions and save the one that you want.',
      detail: { yours, theirs },
    },
  )
}
