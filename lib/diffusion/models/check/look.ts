import { ExemplarError } from '@/lib/platform/errors'

/** Why a folder cannot play a part. */
export interface Problem {
  readonly says: string
  readonly fix?: string
}

/** Tries one thing that a part needs; what it throws is noted, and undefined returned, so that the next is tried too. */
export type Look = <T>(check: () => Promise<T>) => Promise<T | undefined>

export const lookInto = (problems: Problem[]): Look => {
  return async (check) => {
    try {
      return await check()
    } catch (error) {
      if (!(error instanceof ExemplarError)) throw error
      problems.push({ says: error.message, ...(error.fix !== undefined && { fix: error.fix }) })
      return undefined
    }
  }
}
