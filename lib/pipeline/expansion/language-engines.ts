import type { LanguageEngine } from '@/lib/engines/language/language'
import { missingForOpenAI, openAIEngine, openAIModel } from '@/lib/pipeline/project'
import type { EngineView, LanguageEngineKey } from './schema'

/** The engines that a run may be given. Loads none of them. */
export const listEngines = (): EngineView[] => {
  const missing = missingForOpenAI()
  return [
    { key: 'offline', model: null, available: true, missing: [] },
    { key: 'openai', model: openAIModel(), available: missing.length === 0, missing },
  ]
}

// One engine a process: it remembers which output format its endpoint takes.
const made = new Map<LanguageEngineKey, Promise<LanguageEngine>>()

/** Loads an engine; throws `bad-input` with what is missing where it isn't configured. */
export const languageEngineOf = (key: LanguageEngineKey): Promise<LanguageEngine> => {
  const known = made.get(key)
  if (known) return known
  const engine =
    key === 'openai'
      ? openAIEngine('text')
      : import('@/lib/engines/language/offline').then(({ createOfflineLanguage }) => createOfflineLanguage())
  made.set(key, engine)
  engine.catch(() => made.delete(key)) // the environment may be extended later in this process
  return engine
}
