import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { InvalidArgumentError } from 'commander'

/** One of `of` equal parts of the records, from 1. */
export interface Shard {
  readonly index: number
  readonly of: number
}

/** Reads `2/8`. */
export const readShard = (text: string): Shard => {
  const [, index = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number)
  if (index < 1 || of < 1 || index > of)
    throw new InvalidArgumentError('It must be i/n with i from 1 to n, such as 2/8.')
  return { index, of }
}

/**
 * The records of one shard: every n-th line. The others become empty lines, so that a bad row is still reported under
 * its own line, and no shard depends on how another reads.
 */
export const linesOfShard = (records: Readable, { index, of }: Shard): Readable =>
  Readable.from(
    (async function* () {
      let line = 0
      for await (const text of createInterface({ input: records, crlfDelay: Number.POSITIVE_INFINITY })) {
        yield line % of === index - 1 ? `${text}\n` : '\n'
        line += 1
      }
    })(),
    { objectMode: false },
  )
