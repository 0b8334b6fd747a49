/** Where an image is to be read from. A path is relative to the images' folder, with `/`, and stays inside it. */
export type ImageLocation =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }

/** One image as a manifest describes it. Texts are clean (see `cleanCaption`) and null when absent or empty. */
export interface ImportRow {
  readonly image: ImageLocation
  readonly caption: string | null
  /** SPDX identifier where it is known, else as given. */
  readonly licence: string | null
  readonly source: string | null
  readonly author: string | null
  readonly name: string | null
}

/** Why a row cannot be imported: the field at fault, the rule, and what to do. */
export interface RowFault {
  readonly field: string
  readonly message: string
  readonly fix: string
}

/** What a reader yields for each row. `line` is where the row begins in its file, from 1. */
export type ImportLine<Row = ImportRow> =
  | { readonly line: number; readonly ok: true; readonly row: Row }
  | ({ readonly line: number; readonly ok: false; readonly file?: string } & RowFault)

export type Parsed<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & RowFault)

export const fault = (field: string, message: string, fix: string) =>
  ({ ok: false, field, message, fix }) as const

export const toLine = <Row>(line: number, parsed: Parsed<Row>): ImportLine<Row> =>
  parsed.ok ? { line, ok: true, row: parsed.value } : { line, ...parsed }
