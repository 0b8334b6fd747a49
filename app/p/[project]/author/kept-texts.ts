import type { Seed, SeedTexts } from './use-draft'

interface Kept {
  readonly version: number
  readonly texts: SeedTexts
}

const nameOf = (seedId: string) => `exemplar.draft.${seedId}`

/** Keeps what could not be sent in this browser, so that neither a lost connection nor a closed tab loses a word. */
export const keepTexts = (seedId: string, kept: Kept): void => {
  try {
    localStorage.setItem(nameOf(seedId), JSON.stringify(kept))
  } catch {
    // A full or forbidden store: the text is still in the page, and sent again from there.
  }
}

export const forgetTexts = (seedId: string): void => {
  try {
    localStorage.removeItem(nameOf(seedId))
  } catch {
    // As above.
  }
}

/** What an earlier visit could not send, unless the draft was saved from elsewhere since. */
export const keptTexts = (seed: Seed): SeedTexts | null => {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(seed.id)) ?? 'null') as Kept | null
    return kept && kept.version === seed.version ? kept.texts : null
  } catch {
    return null
  }
}
