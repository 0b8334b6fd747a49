'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { type Api, api } from '@/lib/ui/api/client'
import { forgetTexts, keepTexts, keptTexts } from './kept-texts'

export type Seed = Awaited<ReturnType<Api['seeds']['get']>>

export interface SeedTexts {
  readonly editTypeId: string | null
  readonly regionId: string | null
  readonly instruction: string
  readonly targetCaption: string
  readonly editObject: string | null
}

export const textsOf = (seed: Seed): SeedTexts => ({
  editTypeId: seed.editType?.id ?? null,
  regionId: seed.regionId,
  instruction: seed.instruction,
  targetCaption: seed.targetCaption,
  editObject: seed.editObject,
})

const same = (a: SeedTexts, b: SeedTexts) => JSON.stringify(a) === JSON.stringify(b)

const pauseMs = 800
const retryMs = 5_000

export type SaveState = 'saved' | 'saving' | 'waiting' | 'failed' | 'offline'

/**
 * A draft that saves itself: after each pause in typing, over the version that it knows. What can't be sent is kept
 * in this browser and tried again; a version that moved on is shown beside one's own, to choose from.
 */
export function useDraft(project: string, seed: Seed) {
  const [texts, setTexts] = useState(() => keptTexts(seed) ?? textsOf(seed))
  const [state, setState] = useState<SaveState>('saved')
  const [problem, setProblem] = useState<string | null>(null)
  const [theirs, setTheirs] = useState<Seed | null>(null)
  /** Grows with each save, for what the server is asked about the draft. */
  const [version, setVersion] = useState(seed.version)
  const latest = useRef(texts)
  const server = useRef({ version: seed.version, texts: textsOf(seed) })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const line = useRef<Promise<boolean>>(Promise.resolve(true))
  const stopped = useRef(false)
  const flush = useRef(async (): Promise<boolean> => true)

  const take = useCallback((saved: Seed) => {
    server.current = { version: saved.version, texts: textsOf(saved) }
    setVersion(saved.version)
  }, [])

  const save = useCallback(async (): Promise<boolean> => {
    if (stopped.current) return false
    const mine = latest.current
    if (same(mine, server.current.texts)) {
      setState('saved')
      return true
    }
    setState('saving')
    try {
      const { version: known } = server.current
      take(await api.seeds.save({ project, id: seed.id, version: known, ...mine }))
      setProblem(null)
      if (same(latest.current, mine)) {
        forgetTexts(seed.id)
        setState('saved')
      }
      return true
    } catch (error) {
      const { code, message, fix } = readProblem(error)
      if (code === 'conflict') {
        stopped.current = true
        setState('failed')
        const current = await api.seeds.get({ project, id: seed.id }).catch(() => null)
        if (current) setTheirs(current)
        else stopped.current = false
        return false
      }
      const away = code === 'offline' || code === 'unavailable'
      setState(away ? 'offline' : 'failed')
      setProblem(away ? null : [message, fix].filter(Boolean).join(' '))
      if (away) {
        clearTimeout(timer.current)
        timer.current = setTimeout(() => void flush.current(), retryMs)
      }
      return false
    }
  }, [project, seed.id, take])

  /** Saves now; one save after the other, since each needs the version that the last one made. */
  useEffect(() => {
    flush.current = () => {
      clearTimeout(timer.current)
      line.current = line.current.then(save, save)
      return line.current
    }
  }, [save])

  const change = useCallback(
    (more: Partial<SeedTexts>) => {
      const next = { ...latest.current, ...more }
      latest.current = next
      setTexts(next)
      setState((was) => (was === 'offline' ? was : 'waiting'))
      keepTexts(seed.id, { version: server.current.version, texts: next })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush.current(), pauseMs)
    },
    [seed.id],
  )

  useEffect(() => {
    // Kept from an earlier visit: send it.
    if (!same(latest.current, server.current.texts)) void flush.current()
    const now = () => void flush.current()
    const hide = () => document.hidden && now()
    window.addEventListener('online', now)
    document.addEventListener('visibilitychange', hide)
    return () => {
      clearTimeout(timer.current)
      window.removeEventListener('online', now)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [])

  /** After a conflict: one of the two versions, saved over the newer one. */
  const resolve = (keep: 'mine' | 'theirs') => {
    if (!theirs) return
    take(theirs)
    stopped.current = false
    setTheirs(null)
    if (keep === 'theirs') {
      latest.current = textsOf(theirs)
      setTexts(latest.current)
      forgetTexts(seed.id)
      setState('saved')
    } else void flush.current()
  }

  return {
    texts,
    state,
    problem,
    theirs,
    version,
    change,
    resolve,
    flush: () => flush.current(),
    currentVersion: () => server.current.version,
    forget: () => {
      stopped.current = true
      clearTimeout(timer.current)
      forgetTexts(seed.id)
    },
  }
}
