import { open } from 'node:fs/promises'
import { ExemplarError } from '@/lib/platform/errors'

/** Reads a file, a buffer or a stream into memory, and not one byte beyond `maxBytes`. Throws `too-large`. */
export const readBounded = async (
  input: string | Buffer | AsyncIterable<Uint8Array>,
  maxBytes: number,
  field: string,
): Promise<Buffer> => {
  const tooLarge = () =>
    new ExemplarError('too-large', `The ${field} is larger than ${Math.floor(maxBytes / 2 ** 20)} MB.`, {
      field,
      fix: 'Scale it down, or save it as JPEG, and send it again.',
      detail: { maxBytes },
    })
  if (Buffer.isBuffer(input)) {
    if (input.length > maxBytes) throw tooLarge()
    return input
  }
  if (typeof input === 'string') {
    const file = await open(input, 'r')
    try {
      if ((await file.stat()).size > maxBytes) throw tooLarge()
      return await file.readFile()
    } finally {
      await file.close()
    }
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of input) {
    length += chunk.byteLength
    if (length > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}
