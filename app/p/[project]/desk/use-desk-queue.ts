'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { type Api, api, query } from '@/lib/ui/api/client'
import { toast } from '@/lib/ui/feedback/toast'
import { mergeQueue } from './merge-queue'

export type DeskItem = Awaited<ReturnType<Api['review']['get']>>
export type DeskMode = 'judge' | 'approve'

/** The one on the screen and the next two. */
const held = 3
const renewEveryMs = 60_000
/** Somebody else, or another tab, has it by now: nothing of ours can land on it any more. */
const lost = new Set(['stale-lease', 'conflict', 'not-found'])

interface Held {
  readonly items: readonly DeskItem[]
  readonly state: 'loading' | 'ready' | 'failed'
  readonly error: unknown
}

/**
 * The items that this page holds. A decision leaves the screen at once and travels behind; when it can't be delivered
 * the item comes back on top, and when its lease was lost it is dropped. Calls go one after the other, since a claim
 * gives what is held a new token, and a decision under way would arrive with the old one.
 */
export function useDeskQueue(project: string, mode: DeskMode) {
  const t = useTranslations('desk')
  const client = useQueryClient()
  const [{ items, state, error }, setHeld] = useState<Held>({ items: [], state: 'loading', error: null })
  const latest = useRef(items)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  // Decided, but not yet delivered: a claim hands them out once more, and they must not reappear.
  const leaving = useRef(new Set<string>())
  // What each item was last claimed as: a decision that waited in line behind a claim must send the newer token.
  const tokens = useRef(new Map<string, DeskItem>())

  const change = useCallback(
    (to: (items: readonly DeskItem[]) => readonly DeskItem[], more?: Partial<Held>) => {
      latest.current = to(latest.current)
      const now = latest.current
      setHeld((was) => ({ ...was, ...more, items: now }))
    },
    [],
  )

  const enqueue = useCallback(<T>(work: () => Promise<T>): Promise<T> => {
    const done = line.current.then(work, work)
    line.current = done.catch(() => undefined)
    return done
  }, [])

  /** Fills up to three again. Harmless at any time. */
  const refill = useCallback(
    () =>
      enqueue(async () => {
        try {
          const input = { project, ahead: held }
          const claimed =
            mode === 'approve' ? await api.review.claimApproval(input) : await api.review.claim(input)
          tokens.current = new Map(claimed.map((item) => [item.id, item]))
          const away = leaving.current
          const arrived = claimed.filter(({ id }) => !away.has(id))
          change((now) => mergeQueue(now, arrived), { state: 'ready', error: null })
        } catch (problem) {
          // With work on the table a failed claim is no news; the next one will tell.
          change((now) => now, latest.current.length > 0 ? {} : { state: 'failed', error: problem })
        }
      }),
    [change, enqueue, mode, project],
  )

  useEffect(() => {
    void refill()
  }, [refill])

  const refresh = useCallback(() => {
    void client.invalidateQueries({ queryKey: query.review.pace.key() })
    void client.invalidateQueries({ queryKey: query.review.recent.key() })
    void client.invalidateQueries({ queryKey: query.projects.counts.key() })
  }, [client])

  const drop = useCallback((id: string) => change((now) => now.filter((item) => item.id !== id)), [change])

  /**
   * Takes the item off the table and sends what was decided. `send` gets the item as it is held at that moment, with
   * the token of its latest lease.
   */
  const settle = useCallback(
    async (item: DeskItem, send: (item: DeskItem) => Promise<unknown>): Promise<boolean> => {
      drop(item.id)
      leaving.current.add(item.id)
      try {
        await enqueue(() => send(tokens.current.get(item.id) ?? item))
        return true
      } catch (problem) {
        const { code, message, fix } = readProblem(problem)
        if (lost.has(code))
          toast({ kind: 'error', text: t('lost', { instruction: item.instruction, message }) })
        else {
          change((now) => [item, ...now.filter((other) => other.id !== item.id)])
          const why = code === 'offline' ? t('offline') : [message, fix].filter(Boolean).join(' ')
          toast({ kind: 'error', text: t('cameBack', { instruction: item.instruction, why }) })
        }
        return false
      } finally {
        leaving.current.delete(item.id)
        refresh()
        if (latest.current.length < held) void refill()
      }
    },
    [change, drop, enqueue, refill, refresh, t],
  )

  /** Puts the current item behind the others, for this visit. */
  const later = useCallback(() => change(([first, ...rest]) => (first ? [...rest, first] : rest)), [change])

  useEffect(() => {
    const renew = () => {
      if (document.hidden) return
      for (const { id } of latest.current)
        void enqueue(async () => {
          // Read when its turn comes: a claim before it may have given a new token.
          const token = latest.current.find((item) => item.id === id)?.lease?.token
          if (token === undefined) return
          try {
            await api.review.renew({ project, id, token })
          } catch (problem) {
            const { code, message } = readProblem(problem)
            if (!lost.has(code)) return
            const item = latest.current.find((one) => one.id === id)
            const shown = latest.current[0]?.id === id
            drop(id)
            if (shown && item)
              toast({ kind: 'error', text: t('lost', { instruction: item.instruction, message }) })
            void refill()
          }
        })
    }
    const timer = setInterval(renew, renewEveryMs)
    document.addEventListener('visibilitychange', renew)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', renew)
    }
  }, [drop, enqueue, project, refill, t])

  return { items, state, error, refill, settle, later, refresh, enqueue }
}
