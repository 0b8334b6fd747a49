'use client'

import { useId } from 'react'
import { Kbd } from '../keys/kbd'

interface SliderProps {
  label: string
  value: number
  min: number
  max: number
  step?: number
  /** The value in words, as `24 px`. */
  text: string
  /** The keys that make it smaller and larger. */
  hints?: readonly [string, string]
  onChange: (value: number) => void
}

/** A native range with its value beside it. */
export function Slider({ label, value, min, max, step = 1, text, hints, onChange }: SliderProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2 text-small">
        <label htmlFor={id} className="text-muted">
          {label}
        </label>
        <span className="flex items-center gap-1 tabular-nums">
          {hints?.map((hint) => (
            <Kbd key={hint}>{hint}</Kbd>
          ))}
          <span className="min-w-14 text-right">{text}</span>
        </span>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        onChange={({ target }) => onChange(Number(target.value))}
        className="h-5 w-full cursor-pointer accent-focus [@media(pointer:coarse)]:h-9"
      />
    </div>
  )
}
