import OpenAI from 'openai'
import { ExemplarError } from '@/lib/platform/errors'
import { retryAfterMs } from './retry'

const quoteLimit = 200

/** Some endpoints repeat the key, whole or in part, in their error message. */
export function withoutKey(text: string, apiKey: string): string {
  const whole = apiKey === '' ? text : text.replaceAll(apiKey, '[key]')
  return whole.replace(/\b(sk|key|Bearer)[-_ ][\w*.-]{6,}/giu, '[key]').slice(0, quoteLimit)
}

/**
 * What a person can do about a failed request. The original error is not attached: its request and headers would
 * carry the key into logs.
 */
export function endpointError(
  error: unknown,
  where: { model: string; origin: string; apiKey: string },
): ExemplarError {
  if (error instanceof ExemplarError) return error
  const { model, origin, apiKey } = where
  if (error instanceof OpenAI.APIConnectionTimeoutError) {
    return new ExemplarError('unavailable', `${origin} did not answer in time.`, {
      fix: 'Raise the timeout, ask for fewer items in one request, or use a faster model.',
    })
  }
  if (error instanceof OpenAI.APIError && error.status !== undefined) {
    const said = withoutKey(error.message, apiKey)
    const detail = { status: error.status, retryAfterMs: retryAfterMs(error.headers, Date.now()) }
    const facts = (fix: string) => ({ fix, detail })
    switch (error.status) {
      case 401:
      case 403:
        return new ExemplarError('unavailable', `${origin} refused the key (${error.status}).`, {
          ...facts('Check the API key of the language engine and its rights on the model.'),
          field: 'language.apiKey',
        })
      case 404:
        return new ExemplarError('unavailable', `${origin} has no model "${model}", or no such path.`, {
          ...facts('Check the base URL, up to and with /v1, and the name of the model.'),
          field: 'language.model',
        })
      case 429:
        return new ExemplarError(
          'rate-limited',
          `${origin} limits requests: ${said}`,
          facts('Wait and run again; what was written is kept.'),
        )
      default:
        return error.status >= 500
          ? new ExemplarError('unavailable', `${origin} failed (${said}).`, facts('Run again later.'))
          : new ExemplarError(
              'unavailable',
              `${origin} refused the request (${said}).`,
              facts('Check that the model supports chat completions and that the prompt fits its context.'),
            )
    }
  }
  return new ExemplarError('unavailable', `${origin} could not be reached, or its answer broke off.`, {
    fix: 'Check the base URL and the network between this machine and the endpoint.',
  })
}
