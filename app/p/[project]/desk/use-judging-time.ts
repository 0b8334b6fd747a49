'use client'

import { useEffect, useRef } from 'react'
import { JudgingClock } from './judging-clock'

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const

/** Starts a clock for each new `key` (an item), at what an earlier visit spent on it, and returns how to read it. */
export function useJudgingTime(key: string | undefined, spentMs: number): () => number {
  const clock = useRef<JudgingClock | null>(null)
  const before = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new item is what starts a new clock
  useEffect(() => {
    const running = new JudgingClock(performance.now(), !document.hidden)
    clock.current = running
    before.current = spentMs
    const sign = () => running.sign(performance.now())
    const turn = () => (document.hidden ? running.hide(performance.now()) : running.show(performance.now()))
    for (const name of signs) window.addEventListener(name, sign, { passive: true })
    document.addEventListener('visibilitychange', turn)
    return () => {
      for (const name of signs) window.removeEventListener(name, sign)
      document.removeEventListener('visibilitychange', turn)
    }
  }, [key])
  return () => before.current + (clock.current?.elapsed(performance.now()) ?? 0)
}
