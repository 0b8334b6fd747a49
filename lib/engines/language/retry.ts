import OpenAI from 'openai'
import { ExemplarError } from '@/lib/platform/errors'
import type { RetryPolicy } from './openai-config'
import type { SeededRandom } from './seeded-random'

/** `Retry-After` in milliseconds: seconds, an HTTP date, or the `retry-after-ms` of some gateways. */
export function retryAfterMs(headers: Headers | undefined, now: number): number | null {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(exact)) return Math.max(0, exact)
  const value = headers?.get('retry-after')
  if (value == null) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

const isTransientStatus = (status: number) =>
  status === 408 || status === 409 || status === 429 || status >= 500

function isTransient(error: unknown): boolean {
  if (error instanceof OpenAI.APIUserAbortError) return false
  if (error instanceof OpenAI.APIConnectionError) return true
  if (error instanceof OpenAI.APIError) return error.status !== undefined && isTransientStatus(error.status)
  // A body that broke off (TypeError: terminated) or is no JSON at all (a gateway's error page with status 200).
  return error instanceof TypeError || error instanceof SyntaxError
}

export function cancelled(): ExemplarError {
  return new ExemplarError('cancelled', 'The request to the language endpoint was cancelled.')
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) throw cancelled()
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(cancelled())
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

/**
 * Sends until it is answered: waits as long as the endpoint asks, else doubling from `baseMs` with jitter from the
 * seed, so that workers started together don't return together. The `openai` package has retries of its own; they
 * are off because they ignore cancellation while waiting and can't be counted.
 */
export async function withRetry<T>(
  send: () => Promise<T>,
  policy: RetryPolicy,
  random: SeededRandom,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) throw cancelled()
    try {
      return await send()
    } catch (error) {
      if (signal?.aborted) throw cancelled()
      if (!isTransient(error) || attempt >= policy.attempts) throw error
      const asked = error instanceof OpenAI.APIError ? retryAfterMs(error.headers, Date.now()) : null
      if (asked !== null && asked > policy.capMs) throw error
      const backoff = Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1))
      await sleep(asked ?? backoff * (0.5 + random.next() / 2), signal)
    }
  }
}
