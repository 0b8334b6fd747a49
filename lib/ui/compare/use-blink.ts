'use client'

import { useEffect, useState } from 'react'

/** Alternates every `everyMs` while `on`; where reduced motion is asked for, only by hand. */
export function useBlink(on: boolean, everyMs: number) {
  const [second, setSecond] = useState(false)
  useEffect(() => {
    if (!on || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const timer = setInterval(() => setSecond((shown) => !shown), everyMs)
    return () => clearInterval(timer)
  }, [on, everyMs])
  return { second, swap: () => setSecond((shown) => !shown) }
}
