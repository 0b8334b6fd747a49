import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { findRelease } from './find-release'
import { sealReleaseJob } from './jobs'

/** Makes a failed sealing due again; it goes on where it stopped. Shaped for `handleJob`'s `revive`. */
export const reviveSealing = async (tx: Tx, releaseId: string): Promise<boolean> => {
  const [release] = await tx.release.updateManyAndReturn({
    where: { id: releaseId, status: 'failed' },
    data: { status: 'sealing', error: null, attempt: { increment: 1 } },
  })
  if (!release) return false
  const { attempt, projectId } = release
  await enqueue(tx, sealReleaseJob, [{ rowId: releaseId, attempt, payload: { releaseId, attempt } }], {
    priority: 1,
    projectId,
  })
  await publish(tx, { projectId, topic: 'release', id: releaseId })
  return true
}

export const retrySealing = (actor: ProjectActor, id: string): Promise<void> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const release = await findRelease(actor, id, tx)
    if (!(await reviveSealing(tx, id)))
      throw new ExemplarError('conflict', `Release ${release.version} is ${release.status}.`, {
        fix: 'Only a sealing that failed is begun again.',
      })
    await audit(tx, actor, { action: 'release.sealing-retried', objectType: 'release', objectId: id })
  })
