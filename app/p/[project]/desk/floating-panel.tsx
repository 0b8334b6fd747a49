'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { KeyDepth } from '@/lib/ui/keys/use-keys'

interface FloatingPanelProps {
  label: string
  children: ReactNode
}

/**
 * Something small to fill in while the picture stays in sight: above the buttons, not modal. The desk's own keys rest
 * while it is open, so that 1 is the first reason and not the slider.
 */
export function FloatingPanel({ label, children }: FloatingPanelProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const field = ref.current?.querySelector<HTMLElement>('textarea')
    ;(field ?? ref.current)?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <KeyDepth value={1}>
      <div
        ref={ref}
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        className="sheet-in fixed bottom-[calc(var(--dock)+4rem)] left-4 z-20 flex max-h-[70dvh] w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 overflow-y-auto rounded-l border border-line bg-raised p-4 shadow-float outline-none max-sm:inset-x-0 max-sm:bottom-(--dock) max-sm:w-full max-sm:max-w-none max-sm:rounded-b-none"
      >
        {children}
      </div>
    </KeyDepth>
  )
}
