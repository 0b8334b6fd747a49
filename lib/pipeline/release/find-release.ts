import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Tx } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'

export const findRelease = async (actor: ProjectActor, id: string, tx: Tx = db()) => {
  const release = await tx.release.findFirst({ where: { id, projectId: actor.projectId } })
  if (!release) throw notFound('release')
  return release
}

export type FoundRelease = Awaited<ReturnType<typeof findRelease>>

const requireSealed = (release: FoundRelease): FoundRelease => {
  if (release.status === 'sealed') return release
  throw new ExemplarError('conflict', `Release ${release.version} is not sealed.`, {
    fix: release.status === 'failed' ? 'Seal it again first.' : 'Wait until it is sealed.',
  })
}

/** A release that can be read as a dataset. */
export const findSealed = async (actor: ProjectActor, id: string, tx: Tx = db()): Promise<FoundRelease> =>
  requireSealed(await findRelease(actor, id, tx))

/** The same by what people call it. */
export const findByVersion = async (actor: ProjectActor, version: string): Promise<FoundRelease> => {
  const release = await db().release.findFirst({ where: { version, projectId: actor.projectId } })
  if (!release) throw notFound(`release “${version}” in this project`)
  return requireSealed(release)
}
