import { realpath } from 'node:fs/promises'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { expandManifestJob } from './jobs'
import { isInside } from './readers/locate-image'
import { normaliseLicence } from './readers/normalise-licence'
import type { ImportView, NewImport } from './schema'
import type { StoredParams } from './stored-row'
import { viewImport } from './view-import'

/**
 * The real path of a folder on the server. Over the API only folders under the configured roots exist; the command
 * line acts as the system, on a machine whose every folder its user may read anyway.
 */
const serverFolder = async (actor: ProjectActor, folder: string, field: string): Promise<string> => {
  const none = () =>
    new ExemplarError('bad-input', 'There is no such folder that imports may read.', {
      field,
      fix: 'Name a folder under one of EXEMPLAR_IMPORT_ROOTS, or upload the files.',
    })
  const real = await realpath(folder).catch(() => {
    throw none()
  })
  if (actor.kind === 'system') return real
  for (const root of env().EXEMPLAR_IMPORT_ROOTS) {
    const realRoot = await realpath(root).catch(() => null)
    if (realRoot && (real === realRoot || isInside(realRoot, real))) return real
  }
  throw none()
}

const checkSource = async (actor: ProjectActor, tx: Tx, input: NewImport): Promise<StoredParams> => {
  const { kind, folder, imagesFrom } = input
  if (kind === 'folder' && !folder)
    throw new ExemplarError('bad-input', 'An import by folder needs its folder.', { field: 'folder' })
  if (imagesFrom?.kind === 'upload') {
    const { importId } = imagesFrom
    const set = await tx.importRun.count({
      where: { id: importId, projectId: actor.projectId, kind: 'upload' },
    })
    if (set === 0)
      throw new ExemplarError('bad-input', 'There is no such upload in this project.', {
        field: 'imagesFrom',
      })
  }
  return {
    licence: normaliseLicence(input.licence ?? ''),
    attribution: input.attribution ?? null,
    ...(kind === 'folder' && folder && { folder: await serverFolder(actor, folder, 'folder') }),
    ...(imagesFrom && {
      imagesFrom:
        imagesFrom.kind === 'folder'
          ? { kind: 'folder', path: await serverFolder(actor, imagesFrom.path, 'imagesFrom.path') }
          : imagesFrom,
    }),
  }
}

const nameOf = ({ kind, name, folder }: NewImport) =>
  name ?? (folder ? (folder.split('/').filter(Boolean).at(-1) ?? folder) : kind)

/**
 * Begins an import. A folder is walked at once; an upload then gets its files (`addFiles`, `receiveFile`), a manifest
 * its bytes (`receiveManifest`).
 */
export const startImport = (actor: ProjectActor, input: NewImport): Promise<ImportView> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const params = await checkSource(actor, tx, input)
    const isUpload = input.kind === 'upload'
    const run = await tx.importRun.create({
      data: {
        projectId: actor.projectId,
        kind: input.kind,
        name: nameOf(input),
        params,
        attempt: 1,
        // An upload's files are imported as they arrive; a manifest's rows once all of them are listed.
        status: isUpload ? 'running' : 'queued',
        startedAt: isUpload ? new Date() : null,
        createdById: actor.userId,
      },
    })
    if (input.kind === 'folder')
      await enqueue(
        tx,
        expandManifestJob,
        [{ rowId: run.id, attempt: 1, payload: { runId: run.id, attempt: 1 } }],
        { priority: 1, projectId: actor.projectId },
      )
    await audit(tx, actor, {
      action: 'import.started',
      objectType: 'import',
      objectId: run.id,
      detail: { kind: run.kind, name: run.name },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'import', id: run.id })
    return viewImport(run, tx)
  })
