'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { SheetSkeleton, TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { GridIcon, ListIcon } from '@/lib/ui/icons'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { ContactSheet, type SheetItem } from '@/lib/ui/lists/contact-sheet'
import { FilterBar, type FilterChoice } from '@/lib/ui/lists/filter-bar'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { SelectionBar } from '@/lib/ui/lists/selection-bar'
import { SideBySide } from '@/lib/ui/lists/side-panel'
import { type Column, Table } from '@/lib/ui/lists/table'
import type { ListState } from '@/lib/ui/lists/use-list-state'
import { type SelectionHandle, useSelection } from '@/lib/ui/lists/use-selection'
import { Page } from '@/lib/ui/shell/page'
import { ProblemState } from '../../problem-state'

/** How a panel moves along its list. */
export interface Walk {
  readonly onPrevious?: () => void
  readonly onNext?: () => void
  readonly onClose: () => void
  /** To the next row, or closed at the end: after a decision on this one. */
  readonly onwards: () => void
}

/** What a TanStack infinite query of keyset pages gives. */
export interface PagedQuery<R> {
  readonly data: { readonly pages: readonly { readonly items: readonly R[] }[] } | undefined
  readonly error: unknown
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
  readonly refetch: () => unknown
}

interface LightTableProps<R extends { readonly id: string }> {
  label: string
  /** Above the list: title, tabs, progress. */
  header: ReactNode
  list: PagedQuery<R>
  state: ListState
  choices: readonly FilterChoice[]
  search?: string
  tile: (row: R) => Omit<SheetItem, 'key'>
  columns: readonly Column<R>[]
  /** For a list with nothing in it; `filtered` when filters may be why. */
  empty: (filtered: boolean) => ReactNode
  panel: (row: R, walk: Walk) => ReactNode
  /** Shown instead of a row's panel. */
  otherPanel?: ReactNode
  bulk?: (rows: readonly R[], selection: SelectionHandle) => ReactNode
}

/**
 * A list of the line: contact sheet or dense table, filters in the address, selection with Shift and Space, and one
 * row open beside it that the arrow keys walk.
 */
export function LightTable<R extends { readonly id: string }>(props: LightTableProps<R>) {
  const { label, header, list, state, choices, search, tile, columns, empty, panel, otherPanel, bulk } = props
  const t = useTranslations('common.list')
  const { values, set } = state
  const rows = list.data?.pages.flatMap(({ items }) => items)
  const order = rows?.map(({ id }) => id) ?? []
  const selection = useSelection(order)
  const isTable = values.look === 'table'
  const setLook = (look: 'sheet' | 'table') => set({ look: look === 'table' ? 'table' : null })
  useKeys([{ key: 'V', label: t('switchLook'), run: () => setLook(isTable ? 'sheet' : 'table') }])

  const open = values.open ?? null
  const at = open === null ? -1 : order.indexOf(open)
  const row = rows?.[at]
  const go = (to: number) => {
    const id = order[to]
    return id === undefined ? undefined : () => set({ open: id })
  }
  const close = () => set({ open: null })
  const atEnd = at >= 0 && at === order.length - 1
  useEffect(() => {
    if (atEnd && list.hasNextPage && !list.isFetchingNextPage) list.fetchNextPage()
  }, [atEnd, list])
  const filtered = choices.some(({ name }) => values[name]) || Boolean(values.text)
  const shownPanel =
    otherPanel ||
    (row &&
      panel(row, {
        onPrevious: go(at - 1),
        onNext: go(at + 1),
        onClose: close,
        onwards: () => set({ open: order[at + 1] ?? order[at - 1] ?? null }),
      }))
  const chosen = rows?.filter(({ id }) => selection.keys.has(id)) ?? []
  const selecting = bulk ? { selection } : {}

  return (
    <SideBySide panel={shownPanel || null}>
      <Page>
        {header}
        <FilterBar choices={choices} state={state} search={search}>
          {rows && rows.length > 0 && (
            <span className="text-small text-muted tabular-nums">
              {t('shown', { count: rows.length, more: list.hasNextPage ? 'yes' : 'no' })}
            </span>
          )}
          <SegmentedControl
            compact
            label={t('look')}
            value={isTable ? 'table' : 'sheet'}
            onChange={setLook}
            segments={[
              { value: 'sheet', label: t('sheet'), icon: <GridIcon /> },
              { value: 'table', label: t('table'), icon: <ListIcon /> },
            ]}
          />
        </FilterBar>
        {list.error && !rows ? (
          <ProblemState error={list.error} retry={() => void list.refetch()} />
        ) : !rows ? (
          isTable ? (
            <TableSkeleton />
          ) : (
            <SheetSkeleton />
          )
        ) : rows.length === 0 ? (
          empty(filtered)
        ) : isTable ? (
          <Table
            label={label}
            rows={rows}
            keyOf={({ id }) => id}
            columns={columns}
            onOpen={({ id }) => set({ open: id })}
            openKey={open}
            {...selecting}
          />
        ) : (
          <ContactSheet
            label={label}
            items={rows.map((one) => ({ key: one.id, ...tile(one) }))}
            onOpen={(id) => set({ open: id })}
            openKey={open}
            {...selecting}
          />
        )}
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
        {bulk && <SelectionBar selection={selection}>{bulk(chosen, selection)}</SelectionBar>}
      </Page>
    </SideBySide>
  )
}
