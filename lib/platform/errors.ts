/**
 * Every error that a person can cause or act on, as a closed set. The edge (API, command line, screen) maps the
 * code to its status or exit code in one table each, so a new code does not compile until every table knows it.
 */
export const errorCodes = [
  'bad-input',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'stale-lease',
  'too-large',
  'unsupported',
  'refused',
  'rate-limited',
  'unavailable',
  'cancelled',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface ErrorFacts {
  /** The input at fault, as the caller named it: `caption`, `row 17`, `rules.perType.add`. */
  readonly field?: string
  /** What to do about it, as one imperative sentence. */
  readonly fix?: string
  /** Machine-readable extras, safe to send to the caller: `{ yours, theirs }` of a conflict, the refused operation. */
  readonly detail?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

export class ExemplarError extends Error {
  override readonly name = 'ExemplarError'
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly fix: string | undefined
  readonly detail: Readonly<Record<string, unknown>> | undefined

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.code = code
    this.field = facts.field
    this.fix = facts.fix
    this.detail = facts.detail
  }
}

export const notFound = (what: string) => new ExemplarError('not-found', `There is no such ${what}.`)

export const httpStatus: Record<ErrorCode, number> = {
  'bad-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'stale-lease': 409,
  'too-large': 413,
  unsupported: 415,
  refused: 422,
  'rate-limited': 429,
  unavailable: 503,
  cancelled: 499,
  internal: 500,
}
