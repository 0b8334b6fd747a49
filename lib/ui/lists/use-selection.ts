'use client'

import { useState } from 'react'
import { extend, noSelection, toggle, within } from './selection'

export interface SelectionHandle {
  readonly keys: ReadonlySet<string>
  toggle(key: string): void
  extendTo(key: string): void
  all(): void
  clear(): void
}

/** Selection over the rows on screen, in their order. What leaves the screen leaves the selection. */
export function useSelection(order: readonly string[]): SelectionHandle {
  const [stored, set] = useState(noSelection)
  const current = within(stored, order)
  return {
    keys: current.keys,
    toggle: (key) => set(toggle(current, key)),
    extendTo: (key) => set(extend(current, order, key)),
    all: () => set({ keys: new Set(order), anchor: current.anchor }),
    clear: () => set(noSelection),
  }
}
