import type { ErrorCode } from '@/lib/platform/errors'

/** What the command line's exit code means; a script may rely on it. */
export const exitCodes = {
  done: 0,
  failed: 1,
  badInput: 2,
  notFound: 3,
  conflict: 4,
  /** Refused, or done in part. */
  refused: 5,
  cancelled: 130,
} as const

export const exitCodeOf: Record<ErrorCode, number> = {
  'bad-input': exitCodes.badInput,
  unsupported: exitCodes.badInput,
  'too-large': exitCodes.badInput,
  unauthenticated: exitCodes.refused,
  forbidden: exitCodes.refused,
  refused: exitCodes.refused,
  'rate-limited': exitCodes.refused,
  'not-found': exitCodes.notFound,
  conflict: exitCodes.conflict,
  'stale-lease': exitCodes.conflict,
  unavailable: exitCodes.failed,
  internal: exitCodes.failed,
  cancelled: exitCodes.cancelled,
}
