import { ValidationError } from '@orpc/contract'
import { ORPCError } from '@orpc/server'
import { Prisma } from '@/lib/platform/db'
import { ExemplarError, httpStatus } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'

/** The body of every refusal: code, message, and the field and fix where they are known. */
export interface Problem {
  readonly code: string
  readonly status: number
  readonly message: string
  readonly data: {
    readonly field?: string
    readonly fix?: string
    readonly detail?: Readonly<Record<string, unknown>>
    readonly issues?: readonly { readonly field: string; readonly message: string }[]
  }
}

const validationIssues = (error: unknown) => {
  const cause = error instanceof ORPCError ? error.cause : error
  if (!(cause instanceof ValidationError)) return null
  return cause.issues.map((issue) => ({
    field: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: issue.message,
  }))
}

const databaseProblem = (error: unknown): ExemplarError | null => {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null
  if (error.code === 'P2002')
    return new ExemplarError('conflict', 'This exists already.', { detail: { target: error.meta?.target } })
  if (error.code === 'P2025') return new ExemplarError('not-found', 'There is no such thing here.')
  // The database is away, or its pool is exhausted.
  if (['P1001', 'P1002', 'P1008', 'P1017', 'P2024'].includes(error.code))
    return new ExemplarError(
      'unavailable',
      'The database cannot be reached at the moment; nothing was changed.',
      {
        fix: 'Try again in a few seconds.',
      },
    )
  return null
}

/** Translates anything thrown into what the caller is told. What they did not cause is logged, and told without details. */
export const toProblem = (error: unknown): Problem => {
  const issues = validationIssues(error)
  if (issues) {
    const isInput = error instanceof ORPCError && error.code === 'BAD_REQUEST'
    if (isInput) {
      const first = issues[0]
      return {
        code: 'bad-input',
        status: 400,
        message: first ? `${first.field || 'The input'}: ${first.message}` : 'The input is not valid.',
        data: { ...(first && { field: first.field }), issues },
      }
    }
    log.error({ issues }, 'a response did not match its contract')
    return { code: 'internal', status: 500, message: 'Something went wrong on our side.', data: {} }
  }
  const known = error instanceof ExemplarError ? error : databaseProblem(error)
  if (known) {
    if (known.code === 'internal') log.error({ error: known.message, stack: known.stack }, 'internal error')
    return {
      code: known.code,
      status: httpStatus[known.code],
      message: known.message,
      data: {
        ...(known.field !== undefined && { field: known.field }),
        ...(known.fix !== undefined && { fix: known.fix }),
        ...(known.detail !== undefined && { detail: known.detail }),
      },
    }
  }
  if (error instanceof ORPCError && error.status < 500)
    return {
      code: error.status === 404 ? 'not-found' : 'bad-input',
      status: error.status,
      message: error.message,
      data: {},
    }
  log.error(
    { error: error instanceof Error ? error.message : String(error), stack: (error as Error)?.stack },
    'unexpected error',
  )
  return { code: 'internal', status: 500, message: 'Something went wrong on our side.', data: {} }
}

/** The same problem as a plain response, for the routes that stream. */
export const problemResponse = (error: unknown): Response => {
  const problem = toProblem(error)
  return Response.json(
    { defined: false, ...problem },
    { status: problem.status, headers: { 'cache-control': 'no-store' } },
  )
}
