import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { settleRun } from '@/lib/platform/runs/settle-run'
import { lockImport } from './find-import'
import { importRuns } from './jobs'
import type { ImportView } from './schema'
import { awaitedFile, viewImport } from './view-import'

/** Stops waiting for the files of an upload that have not come. They stay listed, and may still be sent. */
export const closeUpload = (actor: ProjectActor, id: string): Promise<ImportView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    await lockImport(tx, actor, id)
    const { count } = await tx.importItem.updateMany({
      where: { runId: id, ...awaitedFile },
      data: {
        status: 'failed',
        field: 'file',
        error: 'The file did not arrive.',
        fix: 'Choose it again to send it.',
        finishedAt: new Date(),
      },
    })
    if (count > 0) {
      await tx.importRun.update({ where: { id }, data: { failed: { increment: count } } })
      await settleRun(tx, importRuns, id)
      await audit(tx, actor, {
        action: 'import.closed',
        objectType: 'import',
        objectId: id,
        detail: { missing: count },
      })
    }
    return viewImport(await lockImport(tx, actor, id), tx)
  })
