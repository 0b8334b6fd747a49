import { parse } from 'csv-parse/sync'

export interface CsvRecord {
  /** Where the record begins, from 1. */
  readonly line: number
  /** Null when its quotes do not match. */
  readonly fields: readonly string[] | null
}

interface TextLine {
  readonly line: number
  readonly text: string
}

/** How far a quoted field may go on: beyond it, the quote was forgotten and not meant for what follows. */
const maxRecordLines = 50
const maxRecordCharacters = 1 << 16

/**
 * Cuts a CSV text into records. csv-parse alone gives up everything after a quote that is never closed; here such
 * a line is one bad record, and the lines that it would have swallowed are read again as records of their own. So is
 * a record over several lines that does not have `width` fields, once the header has told it.
 */
export async function* cutCsv(chunks: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord> {
  const lines = new PushBackLines(cutLines(chunks))
  let width: number | null = null
  for (let first = await lines.next(); first; first = await lines.next()) {
    if (first.text.trim() === '') continue
    const rest: TextLine[] = []
    let text = first.text
    let open = hasOpenQuote(text)
    while (open && rest.length < maxRecordLines && text.length < maxRecordCharacters) {
      const next = await lines.next()
      if (!next) break
      rest.push(next)
      text += `\n${next.text}`
      if (hasOpenQuote(next.text)) open = false
    }
    let fields = open ? null : readFields(text, delimiter)
    if (rest.length > 0 && fields?.length !== (width ?? fields?.length)) fields = null
    if (!fields) lines.pushBack(rest)
    width ??= fields?.length ?? null
    yield { line: first.line, fields }
  }
}

/** Quotes inside a quoted field are doubled, so an odd number leaves one open (or closes the one before). */
const hasOpenQuote = (text: string): boolean => (text.split('"').length - 1) % 2 === 1

function readFields(text: string, delimiter: string): readonly string[] | null {
  if (!text.includes('"')) return text.split(delimiter)
  try {
    // The text is one record already: a line break in it belongs to a field.
    const options = { delimiter, relax_column_count: true, record_delimiter: '\0' }
    const [record] = parse(text, options) as string[][]
    return record ?? null
  } catch {
    return null
  }
}

class PushBackLines {
  private held: TextLine[] = []

  constructor(private readonly lines: AsyncGenerator<TextLine>) {}

  async next(): Promise<TextLine | null> {
    const held = this.held.shift()
    if (held) return held
    const next = await this.lines.next()
    return next.done ? null : next.value
  }

  pushBack(lines: readonly TextLine[]): void {
    this.held = [...lines, ...this.held]
  }
}

async function* cutLines(chunks: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let rest = ''
  let line = 1
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) yield { line: line++, text: part.endsWith('\r') ? part.slice(0, -1) : part }
  }
  if (rest !== '') yield { line, text: rest.endsWith('\r') ? rest.slice(0, -1) : rest }
}
