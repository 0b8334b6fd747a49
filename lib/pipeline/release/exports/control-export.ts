import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { findExport } from './find-export'
import { reviveExport } from './revive-export'

const nothingTo = (status: string, what: string) =>
  new ExemplarError('conflict', `The export is ${status}, so there is nothing to ${what}.`, {
    fix: 'Reload the page to see its state.',
  })

/** Stops an export at the next picture. Whole files stay, so that it can go on later. */
export const cancelExport = (actor: ProjectActor, id: string): Promise<void> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { status } = await findExport(actor, id, tx)
    const { count } = await tx.releaseExport.updateMany({
      where: { id, status: { in: ['queued', 'running'] } },
      data: { status: 'cancelled', finishedAt: new Date() },
    })
    if (count === 0) throw nothingTo(status, 'cancel')
    await audit(tx, actor, {
      action: 'release.export-cancelled',
      objectType: 'release-export',
      objectId: id,
    })
    await publish(tx, { projectId: actor.projectId, topic: 'release', id })
  })

/** Goes on with an export that was cancelled or failed, or checks and restores one that is done. */
export const retryExport = (actor: ProjectActor, id: string): Promise<void> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const { status } = await findExport(actor, id, tx)
    if (!(await reviveExport(tx, id))) throw nothingTo(status, 'begin again')
    await audit(tx, actor, { action: 'release.export-retried', objectType: 'release-export', objectId: id })
  })
