import { notUtf8, refuseUtf16 } from './decode-utf8'
import { fault, type ImportLine, type Parsed, toLine } from './import-row'

const maxLineBytes = 1 << 20

interface ByteLine {
  readonly line: number
  /** Null when the line is longer than any row can be; its bytes were dropped. */
  readonly bytes: Uint8Array | null
}

/**
 * Reads a JSON Lines file: one object a line, empty lines skipped. Lines are cut before they are decoded, so that
 * a line that is not UTF-8, not JSON or far too long is that line's fault alone.
 */
export async function* readJsonObjects<Row>(
  bytes: AsyncIterable<Uint8Array>,
  read: (object: Readonly<Record<string, unknown>>) => Parsed<Row>,
): AsyncGenerator<ImportLine<Row>> {
  for await (const { line, bytes: content } of cutLines(bytes)) {
    const parsed = parseLine(content, line)
    if (parsed === null) continue
    yield toLine<Row>(line, parsed.ok ? read(parsed.value) : parsed)
  }
}

function parseLine(bytes: Uint8Array | null, line: number): Parsed<Readonly<Record<string, unknown>>> | null {
  if (!bytes) {
    return fault('line', `The line is longer than ${maxLineBytes} bytes.`, 'Put one object on each line.')
  }
  let text: string
  try {
    // The decoder drops the byte order mark of the first line.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    const { message, fix } = notUtf8(line, cause)
    return fault('encoding', message, fix ?? '')
  }
  if (text.trim() === '') return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fault('line', 'The line is not valid JSON.', 'Write one complete JSON object on the line.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fault('line', 'The line is not a JSON object.', 'Write one complete JSON object on the line.')
  }
  return { ok: true, value: value as Readonly<Record<string, unknown>> }
}

async function* cutLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ByteLine> {
  let parts: Uint8Array[] = []
  let held = 0
  let line = 1
  let first = true
  const take = (): ByteLine => {
    const bytes = held > maxLineBytes ? null : Buffer.concat(parts)
    parts = []
    held = 0
    return { line: line++, bytes }
  }
  const hold = (part: Uint8Array) => {
    held += part.byteLength
    if (held > maxLineBytes) parts = []
    else parts.push(part)
  }
  for await (const chunk of chunks) {
    if (first && chunk.byteLength > 0) {
      refuseUtf16(chunk)
      first = false
    }
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      hold(chunk.subarray(start, end))
      yield take()
      start = end + 1
    }
    hold(chunk.subarray(start))
  }
  if (held > 0) yield take()
}
