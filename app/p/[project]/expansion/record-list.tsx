'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Chip } from '@/lib/ui/controls/chip'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { GridIcon, ListIcon } from '@/lib/ui/icons'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { ContactSheet } from '@/lib/ui/lists/contact-sheet'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { type Column, Table } from '@/lib/ui/lists/table'
import { Thumb } from '@/lib/ui/lists/thumb'
import { useSelection } from '@/lib/ui/lists/use-selection'
import { type EditTypeOption, FilterBar, labelOf } from './filter-bar'
import { clearing, ListStates } from './list-states'
import { RemovalBar } from './removal-bar'
import type { RecordItem } from './types'
import type { FilterName, Filters } from './use-filters'
import { useRecords } from './use-records'

interface RecordListProps {
  project: string
  filters: Filters
  set: (changes: Partial<Record<FilterName | 'open', string | null>>) => void
  types: readonly EditTypeOption[]
  openId: string | null
  mayRemove: boolean
}

/** Instruction records: one edit of one photograph each, ready to be generated. */
export function RecordList({ project, filters, set, types, openId, mayRemove }: RecordListProps) {
  const t = useTranslations('expansion')
  const locale = useLocale()
  const [look, setLook] = useState<'table' | 'sheet'>('table')
  const { list, rows } = useRecords(project, filters)
  const selection = useSelection(rows.map((row) => row.id))
  useKeys([{ key: 'V', label: t('look.switch'), run: () => setLook(look === 'sheet' ? 'table' : 'sheet') }])
  const stateOf = (row: RecordItem) =>
    row.generated
      ? ({ tone: 'ok', label: t('generated') } as const)
      : ({ tone: 'waiting', label: t('notGenerated') } as const)
  const columns: readonly Column<RecordItem>[] = [
    {
      key: 'picture',
      header: <span className="sr-only">{t('column.picture')}</span>,
      cell: (row) => <Thumb src={row.image.thumbUrl} alt={row.image.name} className="w-8" />,
    },
    {
      key: 'instruction',
      header: t('column.instruction'),
      wide: true,
      cell: (row) => (
        <span className="flex items-center gap-2" title={row.instruction}>
          <StatusDot {...stateOf(row)} />
          <span className="truncate">{row.instruction}</span>
        </span>
      ),
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
      cell: (row) => (
        <span className="flex items-center gap-1.5 whitespace-nowrap">
          {row.editObject ?? <span className="text-faint">{t('wholeImage')}</span>}
          {row.regionId && <Chip>{t('region')}</Chip>}
        </span>
      ),
    },
    {
      key: 'by',
      header: t('column.by'),
      minor: true,
      cell: (row) => row.engine.name.replace('language/', ''),
    },
    { key: 'idx', header: t('column.idx'), numeric: true, cell: (row) => row.idx },
  ]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <FilterBar filters={filters} types={types} more={['region', 'generated']} set={set} />
        <span className="ml-auto">
          <SegmentedControl
            label={t('look.label')}
            compact
            value={look}
            onChange={setLook}
            segments={[
              { value: 'table', label: t('look.table'), icon: <ListIcon /> },
              { value: 'sheet', label: t('look.sheet'), icon: <GridIcon /> },
            ]}
          />
        </span>
      </div>
      <ListStates
        list={list}
        count={rows.length}
        filters={filters}
        onClear={() => set(clearing(filters))}
        empty={t('empty.records')}
      >
        {look === 'sheet' ? (
          <ContactSheet
            label={t('kind.records')}
            {...(mayRemove && { selection })}
            openKey={openId}
            onOpen={(id) => set({ open: id })}
            items={rows.map((row) => ({
              key: row.id,
              src: row.image.thumbUrl,
              alt: row.image.name,
              title: row.instruction,
              detail: [labelOf(row.editType, locale), row.editObject ?? t('wholeImage')].join(' · '),
              status: stateOf(row),
            }))}
          />
        ) : (
          <Table
            label={t('kind.records')}
            columns={columns}
            rows={rows}
            keyOf={(row) => row.id}
            onOpen={(row) => set({ open: row.id })}
            openKey={openId}
            {...(mayRemove && { selection })}
          />
        )}
      </ListStates>
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
      <RemovalBar project={project} list="records" selection={selection} removed={filters.removed === '1'} />
    </>
  )
}
