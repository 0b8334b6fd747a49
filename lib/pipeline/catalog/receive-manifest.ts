import type { Readable } from 'node:stream'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { putBlob } from '@/lib/platform/storage/blobs'
import { findImport, lockImport } from './find-import'
import { expandManifestJob } from './jobs'
import { storedParams } from './stored-row'

/** 100,000 rows with long captions are some 30 MB. */
const maxBytes = 512 * 2 ** 20

/** Takes in the CSV or JSON Lines file of an import, and lets it be read. Sending it again after an end is refused. */
export const receiveManifest = async (
  actor: ProjectActor,
  importId: string,
  bytes: Readable,
): Promise<{ received: true }> => {
  requireRole(actor, 'admin')
  const { kind } = await findImport(db(), actor, importId)
  if (kind === 'upload' || kind === 'folder')
    throw new ExemplarError('conflict', `An import of the kind ${kind} has no manifest.`)
  const { sha256 } = await putBlob(bytes, 'application/octet-stream', { maxBytes })
  await transaction(async (tx) => {
    const run = await lockImport(tx, actor, importId)
    if (run.status !== 'queued' && run.status !== 'failed')
      throw new ExemplarError('conflict', `The import is ${run.status}; its manifest was read.`, {
        fix: 'Start a new import.',
      })
    const attempt = run.attempt + 1
    await tx.importRun.update({
      where: { id: run.id },
      data: {
        attempt,
        status: 'queued',
        error: null,
        finishedAt: null,
        params: { ...storedParams.parse(run.params), manifestSha: sha256 },
      },
    })
    await tx.importItem.deleteMany({ where: { runId: run.id } })
    await enqueue(tx, expandManifestJob, [{ rowId: run.id, attempt, payload: { runId: run.id, attempt } }], {
      priority: 1,
      projectId: actor.projectId,
    })
    await publish(tx, { projectId: actor.projectId, topic: 'import', id: run.id })
  })
  return { received: true }
}
