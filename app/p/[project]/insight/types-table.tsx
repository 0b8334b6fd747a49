'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { TypeYield } from '@/lib/pipeline/insight/client'
import { Table } from '@/lib/ui/lists/table'
import { ShareText } from '../share-text'

/** Each kind of edit from records to acceptance. */
export function TypesTable({ types }: { types: readonly TypeYield[] }) {
  const t = useTranslations('insight')
  const locale = useLocale()
  const number = (value: number) => t('number', { value })
  return (
    <Table
      label={t('types')}
      rows={types}
      keyOf={({ editTypeId }) => editTypeId}
      columns={[
        {
          key: 'type',
          header: t('column.type'),
          wide: true,
          cell: ({ label, labelZh }) => (locale === 'zh' && labelZh) || label,
        },
        {
          key: 'records',
          header: t('stage.records'),
          numeric: true,
          minor: true,
          cell: (row) => number(row.records),
        },
        {
          key: 'candidates',
          header: t('stage.candidates'),
          numeric: true,
          minor: true,
          cell: (row) => number(row.candidates),
        },
        {
          key: 'passed',
          header: t('stage.passed'),
          numeric: true,
          minor: true,
          cell: ({ passed, candidates }) => <ShareText part={passed} whole={candidates} exact />,
        },
        { key: 'judged', header: t('judged'), numeric: true, cell: (row) => number(row.judged) },
        {
          key: 'accepted',
          header: t('accepted'),
          numeric: true,
          cell: ({ accepted, judged }) => <ShareText part={accepted} whole={judged} />,
        },
      ]}
    />
  )
}
