'use client'

import { createContext, useContext, useEffect, useRef } from 'react'
import { type KeyBinding, registerKeys } from './key-registry'

/** How many dialogs are around a component. Keys of the page rest while a dialog is open. */
export const KeyDepth = createContext(0)

/**
 * Keys that work while the component is mounted. Handlers may change every render without cost; the list is
 * registered again only when a key, label or group changes.
 */
export function useKeys(bindings: readonly KeyBinding[]) {
  const depth = useContext(KeyDepth)
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  const shape = JSON.stringify(
    bindings.map((b) => [b.key, b.label, b.group, b.repeat, b.disabled, !!b.release]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for everything of the bindings that is listed
  useEffect(() => {
    const stable = latest.current.map((binding, index) => ({
      ...binding,
      run: () => latest.current[index]?.run(),
      ...(binding.release && { release: () => latest.current[index]?.release?.() }),
    }))
    return registerKeys(Symbol('keys'), { depth, bindings: stable })
  }, [shape, depth])
}
