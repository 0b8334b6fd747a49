import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json'
import { columnsOf } from './formats/columns'
import type { RowSource } from './formats/row'
import { type ReleaseSummary, Summariser } from './formats/summarise'

/** Reads all rows once: their digest, which is sha256 over each row's canonical JSON and a line feed, and their counts. */
export const digestRows = async (
  source: RowSource,
  { anchor, signal }: { anchor: boolean; signal?: AbortSignal },
): Promise<{ digest: string; summary: ReleaseSummary }> => {
  const hash = createHash('sha256')
  const summariser = new Summariser(columnsOf({ anchor }))
  for await (const row of source({})) {
    signal?.throwIfAborted()
    hash.update(`${canonicalJson(row)}\n`)
    summariser.add(row)
  }
  return { digest: hash.digest('hex'), summary: summariser.summary() }
}
