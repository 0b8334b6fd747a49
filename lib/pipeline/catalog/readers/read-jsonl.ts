import type { ImportLine } from './import-row'
import { readObject } from './manifest-fields'
import { readJsonObjects } from './read-lines'

/** Reads a manifest in JSON Lines, with the fields of a CSV manifest under the same names. */
export const readJsonl = (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ImportLine> =>
  readJsonObjects(bytes, readObject)
