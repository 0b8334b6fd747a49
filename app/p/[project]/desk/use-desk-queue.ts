'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { toast } from '@/lib/ui/feedback/toast'
import { mergeQueue } from './merge-queue'
import { type Call, newId } from './outbox/entry'
import { claim, type DeskItem, type DeskMode, heldItems, inLine, patience, tokens } from './outbox/lease-line'
import { onOutcome, outboxOf } from './outbox/person-outbox'

export type { DeskItem, DeskMode }

const renewEveryMs = 60_000
/** Somebody else, or another tab, has it by now: nothing of ours can land on it any more. */
const lost = new Set(['stale-lease', 'conflict', 'not-found', 'forbidden'])

interface Held {
  readonly items: readonly DeskItem[]
  readonly state: 'loading' | 'ready' | 'failed'
  readonly error: unknown
}

interface DeskQueueOptions {
  readonly project: string
  readonly mode: DeskMode
  readonly person: string
  /** Whether this tab is the one in which the person judges. */
  readonly here: boolean
}

/**
 * The items that this page holds. A decision leaves the screen at once and travels behind, through the outbox; what is
 * refused for good comes back as a conflict or, undecided, on top.
 */
export function useDeskQueue({ project, mode, person, here }: DeskQueueOptions) {
  const t = useTranslations('desk')
  const client = useQueryClient()
  const [{ items, state, error }, setHeld] = useState<Held>({ items: [], state: 'loading', error: null })
  const latest = useRef(items)
  const outbox = outboxOf(person)
  const out = useSyncExternalStore(outbox.subscribe, outbox.state, outbox.state)
  // What left the screen, to be put back as it was when it is taken back or refused.
  const sent = useRef(new Map<string, DeskItem>())

  const change = useCallback(
    (to: (items: readonly DeskItem[]) => readonly DeskItem[], more?: Partial<Held>) => {
      latest.current = to(latest.current)
      const now = latest.current
      setHeld((was) => ({ ...was, ...more, items: now }))
    },
    [],
  )

  /** Fills up again. Harmless at any time. */
  const refill = useCallback(async () => {
    try {
      const claimed = await claim(project, mode)
      // Decided, but not yet delivered: a claim hands them out once more, and they must not reappear.
      const away = new Set(outbox.state().waiting.map(({ itemId }) => itemId))
      const arrived = claimed.filter(({ id }) => !away.has(id))
      change((now) => mergeQueue(now, arrived), { state: 'ready', error: null })
    } catch (problem) {
      // With work on the table a failed claim is no news; the next one will tell.
      change((now) => now, latest.current.length > 0 ? {} : { state: 'failed', error: problem })
    }
  }, [change, mode, outbox, project])

  const drop = useCallback((id: string) => change((now) => now.filter((item) => item.id !== id)), [change])
  const putBack = useCallback(
    (item: DeskItem) => change((now) => [item, ...now.filter(({ id }) => id !== item.id)]),
    [change],
  )

  useEffect(() => {
    if (!here) return
    // What was held before another tab took over is decided by now, or about to be.
    change(() => [], { state: 'loading' })
    // What an earlier visit left goes first: until it has arrived, a claim would hand its items out again.
    void outbox.flush().then(refill)
    const retry = () => {
      if (document.hidden) return
      void outbox.flush().then(() => (latest.current.length < heldItems ? refill() : undefined))
    }
    window.addEventListener('online', retry)
    window.addEventListener('focus', retry)
    return () => {
      window.removeEventListener('online', retry)
      window.removeEventListener('focus', retry)
    }
  }, [change, here, outbox, refill])

  const refresh = useCallback(() => {
    void client.invalidateQueries({ queryKey: query.review.pace.key() })
    void client.invalidateQueries({ queryKey: query.review.recent.key() })
    void client.invalidateQueries({ queryKey: query.projects.counts.key() })
  }, [client])

  useEffect(
    () =>
      onOutcome(({ entry, problem }) => {
        const item = sent.current.get(entry.id)
        sent.current.delete(entry.id)
        refresh()
        if (problem && !lost.has(problem.code)) {
          if (item) putBack(item)
          const why = [problem.message, problem.fix].filter(Boolean).join(' ')
          toast({ kind: 'error', text: t('cameBack', { instruction: entry.instruction, why }) })
        }
        if (latest.current.length < heldItems) void refill()
      }),
    [putBack, refill, refresh, t],
  )

  /** Takes the item off the table; what was done with it is written down and sent behind. */
  const settle = useCallback(
    (item: DeskItem, call: Call) => {
      const id = newId()
      if (call.kind !== 'change') sent.current.set(id, item)
      drop(item.id)
      outbox.add({
        id,
        person,
        project,
        itemId: item.id,
        token: item.lease?.token ?? -1,
        call,
        instruction: item.instruction,
        thumbUrl: item.candidates[0]?.thumbUrl ?? null,
        madeAt: Date.now(),
      })
    },
    [drop, outbox, person, project],
  )

  /** Puts one that has not gone out yet back on the table, the latest unless told which; false where there is none. */
  const takeBack = useCallback(
    (which?: string): boolean => {
      const last = outbox.state().waiting.findLast(({ id }) => (which ? id === which : sent.current.has(id)))
      if (!last || !outbox.takeBack(last.id)) return false
      const item = sent.current.get(last.id)
      sent.current.delete(last.id)
      // One that an earlier visit left is still leased, and handed out again.
      if (item) putBack(item)
      else void refill()
      return true
    },
    [outbox, putBack, refill],
  )

  /** Puts the current item behind the others, for this visit. */
  const later = useCallback(() => change(([first, ...rest]) => (first ? [...rest, first] : rest)), [change])

  useEffect(() => {
    if (!here) return
    const renewOne = async (id: string) => {
      // Read when its turn comes: a claim before it may have given a new token.
      const token = tokens.get(id)
      const item = latest.current.find((one) => one.id === id)
      if (token === undefined || !item) return
      try {
        await api.review.renew({ project, id, token }, patience())
      } catch (problem) {
        const { code, message } = readProblem(problem)
        if (!lost.has(code)) return
        const shown = latest.current[0]?.id === id
        drop(id)
        if (shown) toast({ kind: 'error', text: t('lost', { instruction: item.instruction, message }) })
        void refill()
      }
    }
    const renew = () => {
      for (const { id } of latest.current) void inLine(() => renewOne(id))
    }
    const timer = setInterval(renew, renewEveryMs)
    document.addEventListener('visibilitychange', renew)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', renew)
    }
  }, [drop, here, project, refill, t])

  return { items, state, error, out, forget: outbox.forget, refill, settle, takeBack, later }
}
