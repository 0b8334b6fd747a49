'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { cx } from '../cx'
import { useKeys } from '../keys/use-keys'

interface SearchFieldProps {
  label: string
  value: string | undefined
  onSearch: (text: string | null) => void
  className?: string
}

/** A list's search: `/` goes to it, Enter looks, Escape leaves it. */
export function SearchField({ label, value, onSearch, className }: SearchFieldProps) {
  const t = useTranslations('common.list')
  const field = useRef<HTMLInputElement>(null)
  useKeys([{ key: '/', label: t('search'), run: () => field.current?.focus() }])
  return (
    <form
      className={cx('max-sm:w-full', className)}
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(field.current?.value.trim() || null)
      }}
    >
      <input
        key={value ?? ''}
        ref={field}
        type="search"
        name="text"
        aria-label={label}
        placeholder={label}
        aria-keyshortcuts="/"
        defaultValue={value ?? ''}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        className="h-8 w-56 rounded-m border border-line-strong/60 bg-transparent px-2.5 placeholder:text-faint max-sm:h-11 max-sm:w-full"
      />
    </form>
  )
}
