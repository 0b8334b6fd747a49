'use client'

import { useEffect, useState } from 'react'
import type { Settlement, Verdict } from './use-desk'

export type Said = Verdict['verdict'] | Settlement['verdict'] | 'skip' | 'changed' | 'back' | 'takenBack'

interface Queued {
  /** What the server said could be handed out, when it was last asked. */
  readonly waiting: number | undefined
  /** Decided and not yet delivered. */
  readonly underWay: number
  readonly held: number
}

/** Where the person is in their work of this visit, and what was done last: item n of m. */
export function usePlace({ waiting, underWay, held }: Queued) {
  const [done, setDone] = useState(0)
  const [last, setLast] = useState<Said | null>(null)
  const [total, setTotal] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted anew when the server has counted
  useEffect(() => setTotal(done + Math.max(0, (waiting ?? 0) - underWay)), [waiting])
  return {
    last,
    number: done + 1,
    of: Math.max(total, done + held),
    say: (said: Said) => {
      setLast(said)
      if (said !== 'changed') setDone((now) => now + 1)
    },
    back: () => {
      setLast('takenBack')
      setDone((now) => Math.max(0, now - 1))
    },
  }
}
