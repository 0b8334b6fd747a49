import { type ReactNode, useId } from 'react'
import { StatusDot, type StatusTone } from '../feedback/status-dot'

export interface FieldProps {
  label: ReactNode
  /** Shown under the field while there is no error. */
  hint?: ReactNode
  /** What is wrong and what to do. */
  error?: ReactNode
  /** A live check under the field: `{ tone: 'ok', text: 'names “coffee”' }`. */
  note?: { readonly tone: StatusTone; readonly text: ReactNode }
}

interface Wiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A control with its label above and what there is to say about it below. */
export function Field({
  label,
  hint,
  error,
  note,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId()
  const below = `${id}-below`
  const says = error ?? note ?? hint
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-small text-muted">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': says ? below : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      <div id={below} aria-live="polite" className="text-small text-muted empty:hidden">
        {error ? (
          <FieldNote tone="reject">{error}</FieldNote>
        ) : note ? (
          <FieldNote tone={note.tone}>{note.text}</FieldNote>
        ) : (
          hint
        )}
      </div>
    </div>
  )
}

/** One line about a field, with a dot whose shape says how good it is. */
export function FieldNote({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  return (
    <p className="flex items-start gap-2">
      <StatusDot tone={tone} className="mt-[3px]" />
      <span>{children}</span>
    </p>
  )
}

export const fieldClass =
  'w-full min-h-9 rounded-m border border-line-strong/70 bg-raised px-3 py-2 text-body text-ink placeholder:text-faint [&[readonly]]:bg-canvas [&[readonly]]:text-muted disabled:opacity-50 aria-invalid:border-reject focus-visible:border-focus focus-visible:outline-offset-0 focus-visible:outline-focus/40 focus-visible:outline-3'
