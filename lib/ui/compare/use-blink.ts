'use client'

import { useEffect, useState } from 'react'

const blinkMs = 600

/** Alternates while `on`, well below the three flashes a second that hurt; with reduced motion only by hand. */
export function useBlink(on: boolean) {
  const [second, setSecond] = useState(false)
  useEffect(() => {
    if (!on || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const timer = setInterval(() => setSecond((shown) => !shown), blinkMs)
    return () => clearInterval(timer)
  }, [on])
  return { second, swap: () => setSecond((shown) => !shown) }
}
