import { ExemplarError } from '@/lib/platform/errors'

/** Runs `work`; when it fails because the signal was aborted, says so in the project's own error. */
export async function rethrowAbort<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!signal?.aborted || error instanceof ExemplarError) throw error
    throw new ExemplarError('cancelled', 'The export was cancelled.', {
      fix: 'Start it again to continue where it stopped.',
      cause: error,
    })
  }
}
