import type { LanguageEngine } from '@/lib/engines/language/language'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'

/** The name of the configured model, or null. */
export const openAIModel = (): string | null => env().OPENAI_MODEL ?? null

/** What is not set. A hosted endpoint needs a key, one's own needs an address; both need a model's name. */
export const missingForOpenAI = (): string[] => {
  const { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL } = env()
  return [
    ...(OPENAI_MODEL ? [] : ['OPENAI_MODEL']),
    ...(OPENAI_BASE_URL || OPENAI_API_KEY ? [] : ['OPENAI_BASE_URL', 'OPENAI_API_KEY']),
  ]
}

/**
 * The language engine at the operator's endpoint, which is configuration and may be a private address. Errors:
 * `bad-input` with what is missing.
 */
export const openAIEngine = async (use: 'text' | 'vision'): Promise<LanguageEngine> => {
  const missing = missingForOpenAI()
  const { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL, OPENAI_PROMPT_PRICE, OPENAI_COMPLETION_PRICE } =
    env()
  if (missing.length > 0 || !OPENAI_MODEL)
    throw new ExemplarError('bad-input', 'The engine “openai” is not configured on this installation.', {
      field: 'order.engine',
      fix: `Ask an operator to set ${missing.join(' or ')}, or take the engine “offline”.`,
    })
  const { createOpenAILanguage } = await import('@/lib/engines/language/openai')
  const { openAIDefaults } = await import('@/lib/engines/language/openai-config')
  return createOpenAILanguage({
    ...openAIDefaults,
    baseUrl: OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
    apiKey: OPENAI_API_KEY ?? 'none',
    model: OPENAI_MODEL,
    visionModel: use === 'vision' ? OPENAI_MODEL : null,
    prices: {
      promptPerMillion: OPENAI_PROMPT_PRICE ?? 0,
      completionPerMillion: OPENAI_COMPLETION_PRICE ?? 0,
    },
  })
}
