import { ExemplarError } from '@/lib/platform/errors'

/**
 * Decodes a file's bytes, without a byte order mark. Throws `bad-input` naming the line at the first byte that is not
 * UTF-8: guessing another encoding would import captions that nobody can repair later.
 */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let first = true
  for await (const chunk of bytes) {
    if (first && chunk.byteLength > 0) {
      refuseUtf16(chunk)
      first = false
    }
    const text = decode(decoder, chunk, line)
    line += text.split('\n').length - 1
    if (text !== '') yield text
  }
  decode(decoder, undefined, line)
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, line: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch (cause) {
    throw notUtf8(line + linesBeforeFault(chunk), cause)
  }
}

/** Lines of the chunk that decode well: the fault is in the next one. */
function linesBeforeFault(chunk: Uint8Array | undefined): number {
  if (!chunk) return 0
  const lenient = new TextDecoder().decode(chunk)
  const at = lenient.indexOf('\ufffd', lenient.startsWith('\ufffd') && lenient.length > 1 ? 1 : 0)
  return at < 0 ? 0 : lenient.slice(0, at).split('\n').length - 1
}

export function refuseUtf16(chunk: Uint8Array): void {
  const [a, b] = chunk
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) throw notUtf8(1)
}

export const notUtf8 = (line: number, cause?: unknown) =>
  new ExemplarError('bad-input', `The file is not UTF-8: line ${line} holds bytes of another encoding.`, {
    field: 'encoding',
    fix: 'Save the file as UTF-8 (in Excel: “CSV UTF-8”) and import it again.',
    detail: { line },
    cause,
  })
