'use client'

import { useTranslations } from 'next-intl'
import type { EngineCost } from '@/lib/pipeline/insight/client'
import { Table } from '@/lib/ui/lists/table'

const micros = 1_000_000

/** What expansion used, by engine, and what one kept text cost. */
export function CostTable({ engines }: { engines: readonly EngineCost[] }) {
  const t = useTranslations('insight')
  const number = (value: number) => t('number', { value })
  const money = (value: number) => t('money', { value: value / micros })
  return (
    <Table
      label={t('cost')}
      rows={engines}
      keyOf={({ engine, isModel }) => `${engine} ${isModel}`}
      columns={[
        {
          key: 'engine',
          header: t('column.engine'),
          wide: true,
          cell: ({ engine, isModel }) => (
            <>
              {engine}
              {!isModel && <span className="ml-2 text-muted">{t('notAModel')}</span>}
            </>
          ),
        },
        {
          key: 'runs',
          header: t('column.runs'),
          numeric: true,
          minor: true,
          cell: (row) => number(row.runs),
        },
        { key: 'kept', header: t('column.kept'), numeric: true, cell: (row) => number(row.kept) },
        {
          key: 'prompt',
          header: t('column.promptTokens'),
          numeric: true,
          minor: true,
          cell: (row) => number(row.promptTokens),
        },
        {
          key: 'completion',
          header: t('column.completionTokens'),
          numeric: true,
          minor: true,
          cell: (row) => number(row.completionTokens),
        },
        { key: 'cost', header: t('column.cost'), numeric: true, cell: (row) => money(row.costMicros) },
        {
          key: 'each',
          header: t('column.costEach'),
          numeric: true,
          minor: true,
          cell: ({ costMicros, kept }) => (kept > 0 ? money(costMicros / kept) : '–'),
        },
      ]}
    />
  )
}
