import type { LanguageEngine } from '@/lib/engines/language/language'
import { env } from '@/lib/platform/env'

/** The name of the vision model that drafts captions, or null where none is configured. Loads nothing. */
export const captionModel = (): string | null => {
  const { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL } = env()
  return OPENAI_MODEL && (OPENAI_BASE_URL || OPENAI_API_KEY) ? OPENAI_MODEL : null
}

/** The engine behind it. Endpoints are the operator's configuration, so they may be private addresses. */
export const captionEngine = async (): Promise<LanguageEngine | null> => {
  const model = captionModel()
  if (!model) return null
  const { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_PROMPT_PRICE, OPENAI_COMPLETION_PRICE } = env()
  const { createOpenAILanguage } = await import('@/lib/engines/language/openai')
  const { openAIDefaults } = await import('@/lib/engines/language/openai-config')
  return createOpenAILanguage({
    ...openAIDefaults,
    baseUrl: OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
    apiKey: OPENAI_API_KEY ?? 'none',
    model,
    visionModel: model,
    prices: {
      promptPerMillion: OPENAI_PROMPT_PRICE ?? 0,
      completionPerMillion: OPENAI_COMPLETION_PRICE ?? 0,
    },
  })
}
