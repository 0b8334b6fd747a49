import { ORPCError } from '@orpc/client'

/** What the server says of a refusal, for a screen to show at the right place. */
export interface ApiProblem {
  readonly code: string
  readonly message: string
  readonly field?: string
  readonly fix?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Reads any failure of an API call; a lost connection reads as `offline`. */
export const readProblem = (error: unknown): ApiProblem => {
  if (error instanceof ORPCError) {
    const data = (error.data ?? {}) as Omit<ApiProblem, 'code' | 'message'>
    return { ...data, code: error.code, message: error.message }
  }
  return { code: 'offline', message: error instanceof Error ? error.message : String(error) }
}
