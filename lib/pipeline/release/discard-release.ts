import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { findRelease } from './find-release'

/** Gives up a release that is not sealed, so that its version is free again. A sealed one stays for good. */
export const discardRelease = (actor: ProjectActor, id: string): Promise<{ id: string }> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { version } = await findRelease(actor, id, tx)
    const { count } = await tx.release.deleteMany({ where: { id, status: { in: ['sealing', 'failed'] } } })
    if (count === 0)
      throw new ExemplarError(
        'conflict',
        `Release ${version} is sealed, and a sealed release is never deleted.`,
        {
          fix: 'Seal another version; say in this one’s notes what replaces it.',
        },
      )
    await audit(tx, actor, {
      action: 'release.discarded',
      objectType: 'release',
      objectId: id,
      detail: { version },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'release', id })
    return { id }
  }, 600_000)
