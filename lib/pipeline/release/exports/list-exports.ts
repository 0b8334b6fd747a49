import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { findRelease } from '../find-release'
import { type ExportView, exportFormat } from '../schema'
import { type FoundExport, findExport } from './find-export'

export interface StoredFile {
  readonly name: string
  readonly sha256: string
  readonly size: number
}

const rateOf = ({ status, startedAt, done }: FoundExport): number | null => {
  if (status !== 'running' || !startedAt || done === 0) return null
  return done / Math.max(0.5, (Date.now() - startedAt.getTime()) / 1000)
}

const viewExport = (row: FoundExport): ExportView => {
  const base = `/api/v1/projects/${row.projectId}/exports/${row.id}`
  const files = row.status === 'done' ? (row.files as unknown as StoredFile[]) : []
  return {
    id: row.id,
    releaseId: row.releaseId,
    format: exportFormat.parse(row.format),
    status: row.status,
    total: row.total,
    done: row.done,
    bytes: Number(row.bytes),
    ratePerSecond: rateOf(row),
    files: files.map((file) => ({
      ...file,
      url: `${base}/files/${file.name.split('/').map(encodeURIComponent).join('/')}`,
    })),
    zipUrl: row.status === 'done' ? `${base}/zip` : null,
    error: row.error,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  }
}

/** A release's exports, one a format, in the order in which they were first asked for. */
export const listExports = async (actor: ProjectActor, releaseId: string): Promise<ExportView[]> => {
  await findRelease(actor, releaseId)
  const rows = await db().releaseExport.findMany({
    where: { releaseId },
    include: { release: true },
    orderBy: { id: 'asc' },
  })
  return rows.map(viewExport)
}

export const getExport = async (actor: ProjectActor, id: string): Promise<ExportView> =>
  viewExport(await findExport(actor, id))
