import type { Api } from '@/lib/ui/api/client'

/** What is filled in on an item and not sent. */
export type Draft = NonNullable<Awaited<ReturnType<Api['review']['getDraft']>>>

interface Kept {
  readonly savedAt: number
  readonly draft: Draft
}

const prefix = 'exemplar.judging.'
/** An item that nobody came back to for so long has long been somebody else's. */
const longestMs = 7 * 24 * 60 * 60_000

const nameOf = (itemId: string) => `${prefix}${itemId}`

/** Keeps a draft in this browser as well: it outlives a crash between two savings, and an expired session. */
export const keepDraft = (itemId: string, draft: Draft, now = Date.now()): void => {
  try {
    localStorage.setItem(nameOf(itemId), JSON.stringify({ savedAt: now, draft } satisfies Kept))
  } catch {
    // A full or forbidden store: the server keeps it too.
  }
}

export const forgetDraft = (itemId: string): void => {
  try {
    localStorage.removeItem(nameOf(itemId))
  } catch {
    // As above.
  }
}

export const keptDraft = (itemId: string): Draft | null => {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(itemId)) ?? 'null') as Kept | null
    return kept?.draft ?? null
  } catch {
    return null
  }
}

/** Throws away what was left behind long ago. */
export const sweepDrafts = (now = Date.now()): void => {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(prefix)) continue
      const { savedAt } = JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Kept>
      if (savedAt === undefined || now - savedAt > longestMs) localStorage.removeItem(name)
    }
  } catch {
    // As above.
  }
}
