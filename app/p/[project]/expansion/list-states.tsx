'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { Button } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import type { Filters } from './use-filters'

interface ListStatesProps {
  list: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown }
  count: number
  filters: Filters
  onClear: () => void
  empty: ReactNode
  children: ReactNode
}

/** A list while it loads, when it failed, when it is empty or filtered to nothing; else the list itself. */
export function ListStates({ list, count, filters, onClear, empty, children }: ListStatesProps) {
  const t = useTranslations('expansion')
  if (list.isPending) return <TableSkeleton />
  if (list.isError) {
    const { fix, message } = readProblem(list.error)
    return (
      <ErrorState
        title={t('loadFailed')}
        fix={fix ?? message}
        action={<Button onClick={() => void list.refetch()}>{t('again')}</Button>}
      />
    )
  }
  if (count > 0) return children
  return Object.keys(filters).length > 0 ? (
    <EmptyState picture="search" action={<Button onClick={onClear}>{t('clearFilters')}</Button>}>
      {t('nothingFound')}
    </EmptyState>
  ) : (
    <EmptyState picture="sentence">{empty}</EmptyState>
  )
}

export const clearing = (filters: Filters) =>
  Object.fromEntries(Object.keys(filters).map((name) => [name, null]))
