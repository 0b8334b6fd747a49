import type { LanguageEngine } from '@/lib/engines/language/language'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import type { EngineView, LanguageEngineKey } from './schema'

/** A hosted endpoint needs a key, one's own needs an address; both need a model's name. */
const missingForOpenAI = (): string[] => {
  const { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL } = env()
  return [
    ...(OPENAI_MODEL ? [] : ['OPENAI_MODEL']),
    ...(OPENAI_BASE_URL || OPENAI_API_KEY ? [] : ['OPENAI_BASE_URL', 'OPENAI_API_KEY']),
  ]
}

/** The engines that a run may be given. Loads none of them. */
export const listEngines = (): EngineView[] => {
  const missing = missingForOpenAI()
  return [
    { key: 'offline', model: null, available: true, missing: [] },
    { key: 'openai', model: env().OPENAI_MODEL ?? null, available: missing.length === 0, missing },
  ]
}

const makeOpenAI = async (): Promise<LanguageEngine> => {
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
    visionModel: null,
    prices: {
      promptPerMillion: OPENAI_PROMPT_PRICE ?? 0,
      completionPerMillion: OPENAI_COMPLETION_PRICE ?? 0,
    },
  })
}

// One engine a process: it remembers which output format its endpoint takes.
const made = new Map<LanguageEngineKey, Promise<LanguageEngine>>()

/** Loads an engine; throws `bad-input` with what is missing where it isn't configured. */
export const languageEngineOf = (key: LanguageEngineKey): Promise<LanguageEngine> => {
  const known = made.get(key)
  if (known) return known
  const engine =
    key === 'openai'
      ? makeOpenAI()
      : import('@/lib/engines/language/offline').then(({ createOfflineLanguage }) => createOfflineLanguage())
  made.set(key, engine)
  engine.catch(() => made.delete(key)) // the environment may be extended later in this process
  return engine
}
