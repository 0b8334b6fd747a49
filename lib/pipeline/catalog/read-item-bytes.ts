import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readBounded } from '@/lib/imaging/read-bounded'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { fetchPublic } from '@/lib/platform/fetch/fetch-public'
import { newId } from '@/lib/platform/ids'
import { storage } from '@/lib/platform/storage/blobs'
import { resolveInside } from './readers/locate-image'
import type { StoredParams, StoredRow } from './stored-row'

interface Source {
  readonly projectId: string
  readonly uploadSha: string | null
  readonly row: StoredRow
  readonly params: StoredParams
}

const fetchTimeoutMs = 60_000

const download = async (url: string, maxBytes: number, signal: AbortSignal): Promise<Buffer> => {
  const toFile = path.join(tmpdir(), `exemplar-fetch-${newId()}`)
  try {
    await fetchPublic(url, {
      toFile,
      maxBytes,
      timeoutMs: fetchTimeoutMs,
      allow: env().EXEMPLAR_FETCH_ALLOW,
      signal,
    })
    return await readBounded(toFile, maxBytes, 'image')
  } finally {
    await rm(toFile, { force: true })
  }
}

/** A path's bytes out of an uploaded set: the file of that name, or of that path under any one chosen folder. */
const fromUpload = async (projectId: string, importId: string, name: string): Promise<Buffer> => {
  const file = await db().importItem.findFirst({
    where: { runId: importId, projectId, uploadSha: { not: null }, origin: name },
    select: { uploadSha: true },
  })
  // A folder that was chosen in a browser puts its own name before every path.
  const [inFolder] = file
    ? [file]
    : await db().importItem.findMany({
        where: { runId: importId, projectId, uploadSha: { not: null }, origin: { endsWith: `/${name}` } },
        select: { uploadSha: true },
        take: 1,
      })
  if (!inFolder?.uploadSha)
    throw new ExemplarError('not-found', `The upload has no file ${name}.`, {
      field: 'image',
      fix: 'Add the file to the upload, then try this row again.',
    })
  return storage().read(inFolder.uploadSha)
}

/** The bytes of an item as they came in, wherever they lie, and not one more than `maxBytes`. */
export const readItemBytes = async (
  source: Source,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> => {
  const { image } = source.row
  if (source.uploadSha) return storage().read(source.uploadSha)
  if (image?.kind === 'url') return download(image.url, maxBytes, signal)
  if (image?.kind === 'path') {
    const { folder, imagesFrom } = source.params
    if (imagesFrom?.kind === 'upload') return fromUpload(source.projectId, imagesFrom.importId, image.path)
    const root = folder ?? imagesFrom?.path
    if (root) return readBounded(await resolveInside(root, image.path), maxBytes, 'image')
  }
  throw new ExemplarError('bad-input', 'The row names no image.', { field: 'image' })
}
