'use client'

import { useCallback, useEffect, useState } from 'react'

/** Whether this tab is the one in which the person judges. */
export type DeskLock = 'asking' | 'here' | 'elsewhere'

/**
 * One desk a person and browser: a second tab would be handed the first one's items, and fence what is decided there.
 * The tab that comes second says so, takes over when asked to or when the first one closes; the first one then waits.
 * Over plain http browsers have no locks, and the fencing tokens alone keep two tabs apart.
 */
export function useDeskLock(name: string): { readonly lock: DeskLock; readonly take: () => void } {
  const [lock, setLock] = useState<DeskLock>('asking')
  const [turn, setTurn] = useState({ steal: false })

  useEffect(() => {
    if (!('locks' in navigator)) {
      setLock('here')
      return
    }
    let release = () => {}
    const left = new AbortController()
    const gone = new Promise<void>((resolve) => {
      release = resolve
    })
    const hold = () => {
      if (!left.signal.aborted) setLock('here')
      return gone
    }
    const wait = () => navigator.locks.request(name, { signal: left.signal }, hold)
    const ask = async () => {
      try {
        if (turn.steal) await navigator.locks.request(name, { steal: true }, hold)
        else
          await navigator.locks.request(name, { ifAvailable: true }, (free) => {
            if (free) return hold()
            setLock('elsewhere')
            return undefined
          })
        if (!left.signal.aborted) await wait()
      } catch {
        // Taken over by another tab, or left.
        if (left.signal.aborted) return
        setLock('elsewhere')
        await wait().catch(() => {})
      }
    }
    void ask()
    return () => {
      left.abort()
      release()
    }
  }, [name, turn])

  const take = useCallback(() => setTurn({ steal: true }), [])
  return { lock, take }
}
