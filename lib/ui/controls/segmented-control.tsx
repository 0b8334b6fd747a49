'use client'

import { type ReactNode, useId } from 'react'
import { cx } from '../cx'
import { Kbd } from '../keys/kbd'

export interface Segment<V extends string> {
  readonly value: V
  readonly label: string
  readonly hint?: string
  readonly icon?: ReactNode
}

interface SegmentedControlProps<V extends string> {
  label: string
  value: V
  onChange: (value: V) => void
  segments: readonly Segment<V>[]
  /** Only the pictures, with the words read out and on hover. */
  compact?: boolean
}

/** One of a few, side by side. Native radio buttons, so arrow keys and forms work. */
export function SegmentedControl<V extends string>({
  label,
  value,
  onChange,
  segments,
  compact,
}: SegmentedControlProps<V>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className="inline-flex rounded-m">
      {segments.map((segment) => (
        <label
          key={segment.value}
          title={compact ? segment.label : undefined}
          className={cx(
            'relative flex min-h-7 items-center gap-2 rounded-m px-2.5 text-small whitespace-nowrap transition-colors has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus [@media(pointer:coarse)]:min-h-10',
            segment.value === value ? 'bg-press text-ink' : 'text-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
            className="absolute inset-0 appearance-none rounded-m outline-none"
          />
          {segment.hint && <Kbd>{segment.hint}</Kbd>}
          {segment.icon}
          <span className={cx(compact && 'sr-only')}>{segment.label}</span>
        </label>
      ))}
    </div>
  )
}
