import type { Readable } from 'node:stream'
import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { feedRun } from '@/lib/platform/runs/feed-run'
import { settleRun } from '@/lib/platform/runs/settle-run'
import { putBlob } from '@/lib/platform/storage/blobs'
import { findImport } from './find-import'
import { importRuns } from './jobs'

const tooLarge = (megabytes: number) =>
  new ExemplarError('too-large', `The file is larger than ${megabytes} MB.`, {
    field: 'file',
    fix: 'Scale it down, or save it as JPEG, and send it again.',
  })

/** Moves a refused or given-up file back to waiting, and its run with it. */
const reopen = async (tx: Tx, runId: string, itemId: string, sha256: string): Promise<boolean> => {
  const [item] = await tx.$queryRaw<{ was: string }[]>`
    UPDATE "ImportItem" item SET status = 'pending', "uploadSha" = ${sha256},
      field = NULL, error = NULL, fix = NULL, "finishedAt" = NULL
    FROM "ImportItem" old
    WHERE item.id = ${itemId}::uuid AND old.id = item.id
      AND (old.status IN ('failed', 'refused') OR (old.status = 'pending' AND old."uploadSha" IS NULL))
    RETURNING old.status::text AS was`
  if (!item) return false
  await tx.$executeRaw`
    UPDATE "ImportRun" SET status = CASE WHEN status = 'paused' THEN status ELSE 'running' END, "finishedAt" = NULL,
      failed = failed - ${item.was === 'failed' ? 1 : 0}, refused = refused - ${item.was === 'refused' ? 1 : 0}
    WHERE id = ${runId}::uuid AND status <> 'cancelled'`
  return true
}

/**
 * Takes in one file of an upload. Nothing is known of it until all its bytes are stored: a connection or a server
 * that dies in the middle leaves its row as it was, and the file is sent again. A second sending changes nothing.
 */
export const receiveFile = async (
  actor: ProjectActor,
  { importId, position }: { importId: string; position: number },
  bytes: Readable,
  declaredBytes: number | null,
): Promise<{ received: true }> => {
  requireRole(actor, 'admin')
  const run = await findImport(db(), actor, importId)
  const item = await db().importItem.findUnique({ where: { runId_position: { runId: run.id, position } } })
  if (!item || run.kind !== 'upload') throw notFound('file of this upload')
  if (run.status === 'cancelled') throw new ExemplarError('conflict', 'The upload was cancelled.')
  const { image } = await getSettings(actor.projectId)
  const maxBytes = image.maxMegabytes * 2 ** 20
  if (declaredBytes !== null && declaredBytes > maxBytes) throw tooLarge(image.maxMegabytes)
  const { sha256 } = await putBlob(bytes, 'application/octet-stream', { maxBytes }).catch((error) => {
    throw error instanceof ExemplarError && error.code === 'too-large' ? tooLarge(image.maxMegabytes) : error
  })
  await transaction(async (tx) => {
    if (!(await reopen(tx, run.id, item.id, sha256))) return
    // Somebody sits before the upload and waits for the pictures.
    await feedRun(tx, importRuns, run.id, 1)
    await settleRun(tx, importRuns, run.id)
  })
  return { received: true }
}
