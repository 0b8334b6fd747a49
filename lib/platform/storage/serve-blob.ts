import { Readable } from 'node:stream'
import { db } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { storage } from './blobs'
import type { ByteRange } from './storage'

/** RFC 9110 single ranges. Null for none or for one that we answer in full, `unsatisfiable` past the end. */
export const parseRange = (header: string | null, size: number): ByteRange | 'unsatisfiable' | null => {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/)
  if (!match || (match[1] === '' && match[2] === '')) return null
  const [, from = '', to = ''] = match
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}

/** A blob that a row of the project points to. Its name is its content, so a browser may keep it for ever. */
export const serveBlob = async (request: Request, projectId: string, sha256: string): Promise<Response> => {
  const granted = await db().projectBlob.count({ where: { projectId, sha256 } })
  const blob = granted ? await db().blob.findUnique({ where: { sha256 } }) : null
  if (!blob) throw notFound('blob')
  const size = Number(blob.size)
  const headers = new Headers({
    'content-type': blob.mediaType,
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${sha256}"`,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    vary: 'cookie, authorization',
  })
  if (request.headers.get('if-none-match') === `"${sha256}"`)
    return new Response(null, { status: 304, headers })
  const range = parseRange(request.headers.get('range'), size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : size))
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${size}`)
  const body =
    request.method === 'HEAD'
      ? null
      : (Readable.toWeb(await storage().stream(sha256, range ?? undefined)) as ReadableStream)
  return new Response(body, { status: range ? 206 : 200, headers })
}
