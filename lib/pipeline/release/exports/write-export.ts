import { audit } from '@/lib/platform/audit'
import { systemActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { toFolder } from '../formats/disk-sink'
import type { ManifestFile } from '../formats/manifest'
import type { ExportControl } from '../formats/row'
import { exportFormat } from '../schema'
import { exportFolder } from './export-folder'
import { writeRelease } from './write-release'

export interface ExportPayload {
  readonly exportId: string
  readonly attempt: number
}

/** Twice a second: as often as pages are told, and as often as a cancel is noticed. */
const tickMs = 500

/** A picture of an ImageFolder lies one folder deeper than anything else. */
const isPicture = ({ path }: ManifestFile) => path.split('/').length > 3

const saveProgress = ({ exportId, attempt }: ExportPayload, projectId: string, progress: Progress) =>
  transaction(async (tx) => {
    const { rows: done, totalRows: total, bytes } = progress
    const { count } = await tx.releaseExport.updateMany({
      where: { id: exportId, attempt, status: 'running' },
      data: total > 0 ? { done, total, bytes } : {},
    })
    if (count === 1) await publish(tx, { projectId, topic: 'release', id: exportId })
    return count === 1
  })

type Progress = Parameters<NonNullable<ExportControl['onProgress']>>[0]

const finish = (
  { exportId, attempt }: ExportPayload,
  projectId: string,
  rows: number,
  files: readonly ManifestFile[],
) =>
  transaction(async (tx) => {
    const { count } = await tx.releaseExport.updateMany({
      where: { id: exportId, attempt, status: 'running' },
      data: {
        status: 'done',
        total: rows,
        done: rows,
        bytes: files.reduce((sum, { size }) => sum + size, 0),
        files: files
          .filter((file) => !isPicture(file))
          .map(({ path, sha256, size }) => ({ name: path, sha256, size })) as Prisma.InputJsonArray,
        error: null,
        finishedAt: new Date(),
      },
    })
    if (count === 0) return
    await audit(tx, systemActor(projectId), {
      action: 'release.exported',
      objectType: 'release-export',
      objectId: exportId,
    })
    await publish(tx, { projectId, topic: 'release', id: exportId })
  })

/**
 * Writes the files of a running export and says how far it is. It runs in a thread of its own with its own database
 * connections; when the row is cancelled or given to another attempt it stops between two pictures, and what is whole
 * by then is kept for the next time.
 */
export const writeExport = async (payload: ExportPayload): Promise<'done' | 'moved-on'> => {
  const row = await db().releaseExport.findUnique({
    where: { id: payload.exportId },
    include: { release: true },
  })
  if (!row) return 'moved-on'
  const { release, projectId } = row
  const format = exportFormat.parse(row.format)
  const stopped = new AbortController()
  const total = release.rowCount
  let latest: Progress = { rows: 0, totalRows: total, bytes: 0, totalBytes: 0 }
  let saving = Promise.resolve()
  const tick = () => {
    saving = saving
      .then(() => saveProgress(payload, projectId, latest))
      .then((goesOn) => {
        if (!goesOn) stopped.abort()
      })
      // A database that is away for a moment is no reason to throw finished work away.
      .catch(() => {})
  }
  const timer = setInterval(tick, tickMs)
  try {
    const sink = toFolder(exportFolder(projectId, release.id, format))
    const files = await writeRelease(release, format, sink, {
      signal: stopped.signal,
      onProgress: (progress) => {
        latest = progress
      },
    })
    clearInterval(timer)
    await saving
    await finish(payload, projectId, total, files)
    return 'done'
  } catch (error) {
    if (stopped.signal.aborted && error instanceof ExemplarError && error.code === 'cancelled')
      return 'moved-on'
    throw error
  } finally {
    clearInterval(timer)
    await saving
  }
}
