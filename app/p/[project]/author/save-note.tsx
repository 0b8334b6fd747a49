'use client'

import { useTranslations } from 'next-intl'
import type { SaveState } from './use-draft'

interface SaveNoteProps {
  state: SaveState
  problem: string | null
  onRetry: () => void
}

/** Whether what was written is safe: saved, on its way, or kept in this browser for now. */
export function SaveNote({ state, problem, onRetry }: SaveNoteProps) {
  const t = useTranslations('author.save')
  const trouble = state === 'failed' || state === 'offline'
  return (
    <p
      role="status"
      title={problem ?? undefined}
      className="ml-auto min-w-0 truncate text-small text-muted max-sm:hidden"
    >
      {trouble ? (
        <button type="button" onClick={onRetry} className="text-accent-text underline underline-offset-4">
          {t(state)}
        </button>
      ) : (
        t(state === 'waiting' ? 'saving' : state)
      )}
    </p>
  )
}
