'use client'

import type { KeyboardEvent, PointerEvent } from 'react'

interface SliderHandleProps {
  label: string
  valueText: string
  /** Share of the pane's width, 0–1. */
  value: number
  onChange: (value: number) => void
}

/** The line between two pictures with its knob: drag it, or arrows (Shift for small steps), Home and End. */
export function SliderHandle({ label, valueText, value, onChange }: SliderHandleProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.005 : 0.05
    const moves: Record<string, number> = {
      ArrowLeft: value - step,
      ArrowDown: value - step,
      ArrowRight: value + step,
      ArrowUp: value + step,
      Home: 0,
      End: 1,
    }
    const next = moves[event.key]
    if (next === undefined) return
    event.preventDefault()
    onChange(next)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const pane = event.currentTarget.parentElement?.getBoundingClientRect()
    if (pane && event.currentTarget.hasPointerCapture(event.pointerId))
      onChange((event.clientX - pane.left) / pane.width)
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value * 100)}
      aria-valuetext={valueText}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      className="group absolute w-8 -translate-x-1/2 cursor-ew-resize touch-none outline-none"
      style={{
        left: `${value * 100}%`,
        top: 'max(0px, var(--y))',
        bottom: 'max(0px, 100% - var(--y) - var(--h))',
      }}
    >
      <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_0.5px_rgb(0_0_0/0.4)]" />
      <span className="absolute top-1/2 left-1/2 size-6 -translate-1/2 rounded-full border-[3px] border-black/25 bg-white bg-clip-padding group-focus-visible:outline-3 group-focus-visible:outline-focus" />
    </div>
  )
}
