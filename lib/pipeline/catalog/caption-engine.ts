import type { LanguageEngine } from '@/lib/engines/language/language'
import { missingForOpenAI, openAIEngine, openAIModel } from '@/lib/pipeline/project'

/** The name of the vision model that drafts captions, or null where none is configured. Loads nothing. */
export const captionModel = (): string | null => (missingForOpenAI().length === 0 ? openAIModel() : null)

/** The engine behind it. */
export const captionEngine = async (): Promise<LanguageEngine | null> =>
  captionModel() ? openAIEngine('vision') : null
