import type { ReactNode } from 'react'
import { cx } from '../cx'

export type StatusTone = 'accept' | 'reject' | 'ok' | 'warn' | 'waiting' | 'running' | 'neutral'

const round = <circle cx="5" cy="5" r="4.5" fill="currentColor" stroke="none" />

// A different shape for each, so that none is told by its colour alone.
const shapes: Record<StatusTone, { readonly colour: string; readonly shape: ReactNode }> = {
  accept: {
    colour: 'text-accept',
    shape: (
      <>
        {round}
        <path d="m2.8 5.2 1.6 1.6 2.9-3.2" stroke="var(--color-surface)" strokeWidth="1.4" />
      </>
    ),
  },
  ok: { colour: 'text-accept', shape: round },
  reject: {
    colour: 'text-reject',
    shape: (
      <>
        <rect x="0.5" y="0.5" width="9" height="9" rx="2" fill="currentColor" stroke="none" />
        <path d="m3.2 3.2 3.6 3.6m0-3.6L3.2 6.8" stroke="var(--color-surface)" strokeWidth="1.4" />
      </>
    ),
  },
  warn: {
    colour: 'text-accent-text',
    shape: <path d="M5 0.8 9.6 9.2H0.4z" fill="currentColor" stroke="none" />,
  },
  waiting: { colour: 'text-faint', shape: <circle cx="5" cy="5" r="3.8" /> },
  running: {
    colour: 'text-accent-text',
    shape: (
      <>
        <circle cx="5" cy="5" r="3.8" />
        <path d="M5 1.2a3.8 3.8 0 0 1 0 7.6z" fill="currentColor" stroke="none" />
      </>
    ),
  },
  neutral: {
    colour: 'text-faint',
    shape: <circle cx="5" cy="5" r="2.5" fill="currentColor" stroke="none" />,
  },
}

interface StatusDotProps {
  tone: StatusTone
  /** Read out; leave out when words beside it say the same. */
  label?: string
  className?: string
}

export function StatusDot({ tone, label, className }: StatusDotProps) {
  const { colour, shape } = shapes[tone]
  const drawing = (
    <svg
      aria-hidden
      viewBox="0 0 10 10"
      width="10"
      height="10"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cx('inline-block shrink-0', colour, className)}
    >
      {shape}
    </svg>
  )
  if (!label) return drawing
  return (
    <span role="img" aria-label={label} title={label} className="inline-flex">
      {drawing}
    </span>
  )
}
