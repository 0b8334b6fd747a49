import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { parseRange } from '@/lib/platform/storage/serve-blob'
import { exportFormat } from '../schema'
import { exportFolder } from './export-folder'
import { type FoundExport, findExport } from './find-export'
import type { StoredFile } from './list-exports'

const mediaTypes: Readonly<Record<string, string>> = {
  '.parquet': 'application/vnd.apache.parquet',
  '.md': 'text/markdown; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
}

/** What every download says, so that a browser saves it and never shows it. The name is made of our own words. */
export const downloadHeaders = (fileName: string, mediaType: string): Headers =>
  new Headers({
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '-')}"`,
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    vary: 'cookie, authorization',
  })

const gone = () =>
  new ExemplarError('not-found', 'The file is not on the disk any more.', {
    fix: 'Begin the export again: it restores what is missing, byte for byte.',
  })

export const requireDone = (row: FoundExport): void => {
  if (row.status === 'done') return
  throw new ExemplarError('conflict', `The export is ${row.status}.`, { fix: 'Wait until it is done.' })
}

/** The file's place on the disk, if it is one of the export's own, and there as it was written. */
const locate = async (row: FoundExport, name: string) => {
  const file = (row.files as unknown as StoredFile[]).find((one) => one.name === name)
  if (!file) throw notFound('file in this export')
  const place = path.join(
    exportFolder(row.projectId, row.releaseId, exportFormat.parse(row.format)),
    file.name,
  )
  const found = await stat(place).catch(() => null)
  if (found?.size !== file.size) throw gone()
  return { file, place }
}

/** Streams one file of an export, or a range of it: a broken download of many gigabytes goes on where it stopped. */
export const serveExportFile = async (
  request: Request,
  actor: ProjectActor,
  exportId: string,
  name: string,
): Promise<Response> => {
  const row = await findExport(actor, exportId)
  requireDone(row)
  const { file, place } = await locate(row, name)
  const headers = downloadHeaders(
    path.basename(name),
    mediaTypes[path.extname(name)] ?? 'text/plain; charset=utf-8',
  )
  const etag = `"${file.sha256}"`
  headers.set('etag', etag)
  headers.set('accept-ranges', 'bytes')
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  // Half of one file and half of another would be neither.
  const same = (request.headers.get('if-range') ?? etag) === etag
  const range = same ? parseRange(request.headers.get('range'), file.size) : null
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : file.size))
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
  const body =
    request.method === 'HEAD'
      ? null
      : (Readable.toWeb(
          createReadStream(place, { highWaterMark: 1 << 20, ...(range ?? {}) }),
        ) as ReadableStream)
  return new Response(body, { status: range ? 206 : 200, headers })
}
