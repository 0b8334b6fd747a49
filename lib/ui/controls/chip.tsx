'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { cx } from '../cx'
import { CloseIcon } from '../icons'

const chipClass =
  'inline-flex min-h-6 items-center gap-1.5 rounded-full border px-2.5 text-small whitespace-nowrap transition-colors [@media(pointer:coarse)]:min-h-9'

/** A quiet label: an edit type, an object. */
export function Chip({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center rounded-s border border-line-strong/60 px-1.5 text-small whitespace-nowrap text-muted',
        className,
      )}
    >
      {children}
    </span>
  )
}

/** A filter in force, with its way out. */
export function FilterChip({ children, onRemove }: { children: string; onRemove: () => void }) {
  const t = useTranslations('common.list')
  return (
    <button
      type="button"
      onClick={onRemove}
      aria-label={t('removeFilter', { filter: children })}
      className={cx(chipClass, 'border-line-strong/70 text-ink hover:bg-hover')}
    >
      {children}
      <CloseIcon width={12} height={12} className="text-muted" />
    </button>
  )
}

interface ChipChoiceProps<V extends string> {
  label: string
  value: V | null
  onChange: (value: V) => void
  options: readonly {
    readonly value: V
    readonly label: string
    /** A small number behind the label: how many are still wanted. */
    readonly count?: number
    readonly disabled?: boolean
  }[]
  hint?: ReactNode
}

/** One of many, as chips that wrap: the kind of edit. */
export function ChipChoice<V extends string>({ label, value, onChange, options, hint }: ChipChoiceProps<V>) {
  const name = useId()
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-small text-muted">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              chipClass,
              'relative has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus',
              option.value === value
                ? 'border-ink bg-ink text-surface'
                : 'border-line-strong/70 text-muted hover:border-line-strong hover:text-ink',
              option.disabled && 'pointer-events-none opacity-45',
            )}
          >
            <input
              type="radio"
              name={name}
              disabled={option.disabled}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 appearance-none rounded-full outline-none"
            />
            {option.label}
            {option.count !== undefined && option.count > 0 && (
              <span className={cx('tabular-nums', option.value !== value && 'text-faint')}>
                {option.count}
              </span>
            )}
          </label>
        ))}
      </div>
      {hint && <p className="text-small text-muted">{hint}</p>}
    </fieldset>
  )
}
