import type { TokenPrices } from './cost'

export type StructuredOutput = 'json_schema' | 'json_object' | 'none'

export interface OpenAILanguageConfig {
  /** Up to and with `/v1`, as the endpoint's documentation gives it. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  /** The model that captions pictures; null when the endpoint has none. */
  readonly visionModel: string | null
  readonly prices: TokenPrices
  /** What to try first. The engine steps down by itself when the endpoint refuses, and remembers. */
  readonly structuredOutput: StructuredOutput
  /** For one request, its body included. */
  readonly timeoutMs: number
  readonly retry: RetryPolicy
  /** Records or instructions asked for in one request. */
  readonly itemsPerCall: number
  /** How often a malformed answer is sent back with what is wrong with it. */
  readonly reasks: number
}

export interface RetryPolicy {
  /** Requests in all, the first one counted. */
  readonly attempts: number
  /** Wait before the second request; doubles from there. */
  readonly baseMs: number
  /** No single wait is longer; an endpoint that asks for more is given back as rate-limited. */
  readonly capMs: number
}

export const openAIDefaults = {
  structuredOutput: 'json_schema',
  timeoutMs: 120_000,
  retry: { attempts: 5, baseMs: 1_000, capMs: 60_000 },
  itemsPerCall: 20,
  reasks: 2,
} as const satisfies Partial<OpenAILanguageConfig>
