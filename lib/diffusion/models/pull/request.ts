import { setTimeout as sleep } from 'node:timers/promises'
import { ExemplarError } from '@/lib/platform/errors'

export interface Patience {
  /** Tries in a row without a single new byte before it gives up. */
  readonly tries: number
  /** Before the second try; doubles with each, up to a minute. A server's `Retry-After` goes before it. */
  readonly pauseMs: number
  /** A connection that brings nothing for so long is broken off. */
  readonly stallMs: number
}

export const defaultPatience: Patience = { tries: 6, pauseMs: 1_000, stallMs: 60_000 }

const longestPauseMs = 60_000

/** Something that the next try may mend: a broken connection, a busy server. */
export class TryAgain extends Error {
  constructor(
    message: string,
    readonly afterMs: number | null = null,
  ) {
    super(message)
  }
}

/** Ends as `cancelled` when the person stops it, whatever it waits for. */
export const stopIfCancelled = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted)
    throw new ExemplarError('cancelled', 'The download was cancelled. It goes on when asked again.')
}

const retryAfterMs = (header: string | null): number | null => {
  if (header === null) return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return seconds * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}

/** Throws for an answer that is none: `TryAgain` for what passes, else an error that says what to do. */
export const requireAnswer = (response: Response, what: string): void => {
  const { status } = response
  if (response.ok || status === 416) return
  if (status === 429 || status === 408 || status >= 500)
    throw new TryAgain(`the server answered ${status}`, retryAfterMs(response.headers.get('retry-after')))
  if (status === 401 || status === 403)
    throw new ExemplarError('forbidden', `The server does not give ${what} (${status}).`, {
      fix: 'Accept the licence on the repository’s page, and set HF_TOKEN to a token that may read it.',
    })
  if (status === 404)
    throw new ExemplarError('not-found', `The server has no ${what}.`, {
      fix: 'Check the name of the repository and the revision.',
    })
  throw new ExemplarError('unavailable', `The server answered ${status} for ${what}.`)
}

/**
 * Tries until it works or patience ends. `attempt` reports progress by calling `moved`: a transfer that broke off
 * after new bytes came starts counting anew.
 */
export const persist = async <T>(
  what: string,
  attempt: (moved: () => void) => Promise<T>,
  { tries, pauseMs }: Patience,
  signal: AbortSignal | undefined,
): Promise<T> => {
  for (let failed = 0; ; ) {
    stopIfCancelled(signal)
    try {
      return await attempt(() => {
        failed = 0
      })
    } catch (error) {
      stopIfCancelled(signal)
      // `fetch` throws a TypeError for whatever goes wrong on the way, before or in the middle of a body.
      const passes = error instanceof TryAgain || error instanceof TypeError || isNetworkError(error)
      if (!passes) throw error
      failed += 1
      const reason = error instanceof Error ? reasonOf(error) : String(error)
      if (failed >= tries)
        throw new ExemplarError('unavailable', `${what} could not be fetched: ${reason}.`, {
          fix: 'Check the connection and run the command again; it goes on where it stopped.',
          cause: error,
        })
      const asked = error instanceof TryAgain ? error.afterMs : null
      const pause = Math.min(asked ?? pauseMs * 2 ** (failed - 1), longestPauseMs)
      await sleep(pause, undefined, signal && { signal }).catch(() => stopIfCancelled(signal))
    }
  }
}

const isNetworkError = (error: unknown): boolean =>
  error instanceof Error &&
  /^(ECONN|EPIPE|ETIMEDOUT|UND_ERR)/.test((error as NodeJS.ErrnoException).code ?? '')

const reasonOf = (error: Error): string =>
  error.cause instanceof Error && error.cause.message ? error.cause.message : error.message
