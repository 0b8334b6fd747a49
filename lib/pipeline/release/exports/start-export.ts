import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { findSealed } from '../find-release'
import { exportReleaseJob } from '../jobs'
import type { ExportFormat } from '../schema'
import { reviveExport } from './revive-export'

/**
 * Has a sealed release written in a format. There is one export for each: the same release gives the same bytes, so
 * asking again returns the one that is there, and goes on with one that was cancelled or failed.
 */
export const startExport = (actor: ProjectActor, releaseId: string, format: ExportFormat): Promise<string> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const release = await findSealed(actor, releaseId, tx)
    const { projectId } = actor
    // Of two who ask at once the second waits here and finds the first one's.
    await tx.$queryRaw`SELECT 1 FROM "Release" WHERE id = ${releaseId}::uuid FOR UPDATE`
    const existing = await tx.releaseExport.findFirst({ where: { releaseId, format } })
    if (existing) {
      if (existing.status === 'cancelled' || existing.status === 'failed') await reviveExport(tx, existing.id)
      return existing.id
    }
    const made = await tx.releaseExport.create({
      data: { projectId, releaseId, format, attempt: 1, total: release.rowCount, createdById: actor.userId },
    })
    await enqueue(
      tx,
      exportReleaseJob,
      [{ rowId: made.id, attempt: 1, payload: { exportId: made.id, attempt: 1 } }],
      { priority: 10, projectId },
    )
    await audit(tx, actor, {
      action: 'release.export-started',
      objectType: 'release-export',
      objectId: made.id,
      detail: { version: release.version, format },
    })
    await publish(tx, { projectId, topic: 'release', id: made.id })
    return made.id
  })
