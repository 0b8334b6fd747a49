'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Chip } from '@/lib/ui/controls/chip'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { type Column, Table } from '@/lib/ui/lists/table'
import { useSelection } from '@/lib/ui/lists/use-selection'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { type EditTypeOption, FilterBar, labelOf } from './filter-bar'
import { clearing, ListStates } from './list-states'
import { RemovalBar } from './removal-bar'
import type { PoolItem } from './types'
import { type FilterName, type Filters, poolInput } from './use-filters'

interface PoolListProps {
  project: string
  filters: Filters
  set: (changes: Partial<Record<FilterName, string | null>>) => void
  types: readonly EditTypeOption[]
  mayRemove: boolean
}

/** The pool of instructions: what the second step takes its wordings from. */
export function PoolList({ project, filters, set, types, mayRemove }: PoolListProps) {
  const t = useTranslations('expansion')
  const locale = useLocale()
  const list = useInfiniteQuery(
    query.expansion.pool.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...poolInput(project, filters), ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const selection = useSelection(rows.map((row) => row.id))
  const columns: readonly Column<PoolItem>[] = [
    {
      key: 'text',
      header: t('column.instruction'),
      wide: true,
      cell: (row) => <span title={row.text}>{row.text}</span>,
    },
    {
      key: 'type',
      header: t('column.type'),
      minor: true,
      cell: (row) => <Chip className="whitespace-nowrap">{labelOf(row.editType, locale)}</Chip>,
    },
    {
      key: 'object',
      header: t('column.object'),
      minor: true,
      cell: (row) => <span className="whitespace-nowrap">{row.editObject}</span>,
    },
    {
      key: 'exemplars',
      header: t('column.exemplars'),
      numeric: true,
      minor: true,
      cell: (row) => row.exemplarIds.length,
    },
    {
      key: 'by',
      header: t('column.by'),
      minor: true,
      cell: (row) => row.engine.name.replace('language/', ''),
    },
    {
      key: 'at',
      header: t('column.at'),
      numeric: true,
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
  ]
  return (
    <>
      <FilterBar filters={filters} types={types} set={set} />
      <ListStates
        list={list}
        count={rows.length}
        filters={filters}
        onClear={() => set(clearing(filters))}
        empty={t('empty.instructions')}
      >
        <Table
          label={t('kind.instructions')}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.id}
          {...(mayRemove && { selection })}
        />
      </ListStates>
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
      <RemovalBar project={project} list="pool" selection={selection} removed={filters.removed === '1'} />
    </>
  )
}
