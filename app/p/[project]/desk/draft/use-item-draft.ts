'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '@/lib/ui/api/client'
import { inLine, patience, tokens } from '../outbox/lease-line'
import type { DeskItem } from '../use-desk-queue'
import { type Draft, forgetDraft, keepDraft, keptDraft, sweepDrafts } from './kept-drafts'

const saveAfterMs = 2_000

/** What the item begins with: what this browser kept, else the server; of a decision that is open again, what it said. */
const beginning = (item: DeskItem, again: boolean): Draft => {
  const { decision } = item
  if (!again) return keptDraft(item.id) ?? item.draft ?? {}
  if (!decision) return {}
  const { reasons, comment, ratings, pins, flagged: flag } = decision
  return { reasons, comment: comment ?? '', ratings, pins, flag }
}

/**
 * What is filled in so far on the item on the table. Every change is kept in this browser at once, and by the server a
 * moment later, so that neither a crash nor an expired session loses it.
 */
export function useItemDraft(project: string, item: DeskItem | undefined, again: boolean) {
  const [held, setHeld] = useState<{ readonly key: string; readonly draft: Draft }>({ key: '', draft: {} })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => sweepDrafts(), [])
  const key = item ? `${item.id} ${again}` : ''
  const started = item && held.key !== key ? beginning(item, again) : null
  if (started) setHeld({ key, draft: started })
  const draft = started ?? held.draft
  const itemId = item?.id

  // biome-ignore lint/correctness/useExhaustiveDependencies: of another item nothing is left to save
  useEffect(() => () => clearTimeout(timer.current), [key])

  const change = useCallback(
    (patch: Draft) => {
      if (!itemId) return
      const next = { ...draft, ...patch }
      setHeld({ key, draft: next })
      // A decision that is open again stands until another one takes its place: it needs no draft.
      if (again) return
      keepDraft(itemId, next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        const token = tokens.get(itemId)
        // What the server can't take now, this browser has.
        if (token !== undefined)
          inLine(() => api.review.putDraft({ project, id: itemId, token, content: next }, patience())).catch(
            () => {},
          )
      }, saveAfterMs)
    },
    [again, draft, itemId, key, project],
  )

  /** It was sent, or given up. */
  const forget = useCallback(() => {
    clearTimeout(timer.current)
    if (itemId) forgetDraft(itemId)
  }, [itemId])

  return { draft, change, forget }
}
