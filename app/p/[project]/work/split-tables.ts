export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }

const isRow = (line: string) => /^\s*\|.*\|\s*$/.test(line)
const isRule = (line: string) => /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line)

/** The cells of `| a | b |`; `\|` is a bar inside a cell. */
const cells = (line: string) =>
  line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

/** Cuts pipe tables out of Markdown: CommonMark knows none, and guidelines are full of do and don't. */
export function splitTables(markdown: string): Block[] {
  const lines = markdown.split('\n')
  const blocks: Block[] = []
  let text: string[] = []
  const flush = () => {
    if (text.some((line) => line.trim() !== '')) blocks.push({ kind: 'text', text: text.join('\n') })
    text = []
  }
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (!isRow(line) || !isRule(lines[at + 1] ?? '')) {
      text.push(line)
      continue
    }
    flush()
    const rows: string[][] = []
    for (at += 2; at < lines.length && isRow(lines[at] ?? ''); at++) rows.push(cells(lines[at] ?? ''))
    at--
    blocks.push({ kind: 'table', head: cells(line), rows })
  }
  flush()
  return blocks
}
