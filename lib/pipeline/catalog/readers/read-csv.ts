import { ExemplarError } from '@/lib/platform/errors'
import { cutCsv } from './cut-csv'
import { decodeUtf8 } from './decode-utf8'
import { fault, type ImportLine, toLine } from './import-row'
import { type ManifestField, matchFields, readFields } from './manifest-fields'

/** No header is longer. */
const maxHeadCharacters = 1 << 16

/**
 * Reads a CSV manifest with a header, streaming: comma, semicolon or tab, with or without byte order mark, CRLF,
 * quoted fields with line breaks in them. A bad row is yielded as such and the next one is read. Throws only for what
 * makes the whole file unreadable: no header with an image column, or another encoding than UTF-8.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ImportLine> {
  const { head, text } = await peekLine(decodeUtf8(bytes))
  let header: Header | null = null
  for await (const { line, fields } of cutCsv(text, sniffDelimiter(head))) {
    if (header) yield toLine(line, fields ? readRecord(header, fields) : quotesDiffer)
    else header = readHeader(fields ?? [head])
  }
  if (!header) throw new ExemplarError('bad-input', 'The file is empty.', { field: 'header', fix: headerFix })
}

const quotesDiffer = fault(
  'row',
  'The quotes of this row do not match.',
  'Close every quote, and write a double quote inside a quoted field twice.',
)

interface Header {
  readonly width: number
  readonly columns: readonly (readonly [ManifestField, number])[]
}

const headerFix = 'Begin with a header that names the columns, such as image,caption,licence,source.'

function readHeader(names: readonly string[]): Header {
  const found = matchFields(names)
  if (found.image === undefined) {
    throw new ExemplarError(
      'bad-input',
      `No column holds the image: the header is “${names.join(', ').slice(0, 200)}”.`,
      {
        field: 'header',
        fix: headerFix,
      },
    )
  }
  return { width: names.length, columns: Object.entries(found) as [ManifestField, number][] }
}

function readRecord({ width, columns }: Header, record: readonly string[]) {
  if (record.length !== width) {
    return fault(
      'row',
      `The row has ${record.length} fields and the header ${width}.`,
      'Put fields that hold the separator or a line break in double quotes.',
    )
  }
  return readFields(Object.fromEntries(columns.map(([field, index]) => [field, record[index] ?? ''])))
}

/** The separator that the header uses most outside quotes; a comma when it has one column only. */
export function sniffDelimiter(header: string): ',' | ';' | '\t' {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '')
  const uses = ([',', ';', '\t'] as const).map((mark) => [mark, bare.split(mark).length - 1] as const)
  return uses.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** The first line with something on it, and the whole text again. */
async function peekLine(chunks: AsyncGenerator<string>) {
  let start = ''
  let ended = false
  while (!ended && !/\S[^\n]*\n/.test(start) && start.length < maxHeadCharacters) {
    const next = await chunks.next()
    if (next.done) ended = true
    else start += next.value
  }
  const text = (async function* () {
    if (start !== '') yield start
    yield* chunks
  })()
  return { head: start.split(/\r?\n/).find((line) => line.trim() !== '') ?? '', text }
}
