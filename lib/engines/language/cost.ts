import type { Usage } from './language'

/** What the endpoint charges, in currency units for a million tokens. Zero where it is one's own machine. */
export interface TokenPrices {
  readonly promptPerMillion: number
  readonly completionPerMillion: number
}

/** A price for a million tokens in units is the price of one token in millionths. */
export function costMicros(promptTokens: number, completionTokens: number, prices: TokenPrices): number {
  return Math.round(promptTokens * prices.promptPerMillion + completionTokens * prices.completionPerMillion)
}

/**
 * Tokens of a text as most byte-pair vocabularies would cut it: four characters of Latin script a token, one of
 * Chinese, Japanese or Korean. Within about 15 % for English prose; used for previews and silent endpoints.
 */
export function estimateTokens(text: string): number {
  const wide = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/gu)?.length ?? 0
  return wide + Math.ceil((text.length - wide) / 4)
}

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    costMicros: a.costMicros + b.costMicros,
    estimated: a.estimated || b.estimated,
    requests: a.requests + b.requests,
  }
}
