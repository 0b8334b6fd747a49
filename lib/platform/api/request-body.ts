import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { ExemplarError } from '@/lib/platform/errors'

/** The bytes of a request as they come in; nothing is buffered. An absent body reads as empty. */
export const bodyStream = (request: Request): Readable =>
  request.body ? Readable.fromWeb(request.body as ReadableStream<Uint8Array>) : Readable.from([])

/** What the sender says the body's length is; null when it does not say. */
export const declaredLength = (request: Request): number | null => {
  const text = request.headers.get('content-length')
  if (text === null) return null
  const length = Number(text)
  if (!Number.isSafeInteger(length) || length < 0)
    throw new ExemplarError('bad-input', 'The Content-Length is not a whole number.', {
      field: 'content-length',
    })
  return length
}
