import { type DraftContent, draftContent } from './schema'

/** Reads a kept draft. One that an older version kept in another form is no draft. */
export const readDraft = (content: unknown): DraftContent | null =>
  draftContent.safeParse(content).data ?? null
