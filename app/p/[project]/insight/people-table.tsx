'use client'

import { useTranslations } from 'next-intl'
import type { PersonWork } from '@/lib/pipeline/insight/client'
import { Table } from '@/lib/ui/lists/table'
import { ShareText } from '../share-text'

/** What each person wrote and decided; a share of few decisions says how little it says. */
export function PeopleTable({ people }: { people: readonly PersonWork[] }) {
  const t = useTranslations('insight')
  const number = (value: number) => t('number', { value })
  return (
    <Table
      label={t('people')}
      rows={people}
      keyOf={({ id }) => id}
      columns={[
        { key: 'name', header: t('column.person'), wide: true, cell: ({ name }) => name },
        {
          key: 'seeds',
          header: t('stage.seeds'),
          numeric: true,
          minor: true,
          cell: (row) => number(row.seeds),
        },
        {
          key: 'approved',
          header: t('column.seedsApproved'),
          numeric: true,
          minor: true,
          cell: ({ seeds, seedsApproved }) => <ShareText part={seedsApproved} whole={seeds} exact />,
        },
        {
          key: 'decisions',
          header: t('column.decisions'),
          numeric: true,
          cell: (row) => number(row.decisions),
        },
        {
          key: 'median',
          header: t('column.median'),
          numeric: true,
          cell: ({ medianMs }) => (medianMs === null ? '–' : t('seconds', { seconds: medianMs / 1_000 })),
        },
        {
          key: 'accepted',
          header: t('accepted'),
          numeric: true,
          minor: true,
          cell: ({ accepted, decisions }) => <ShareText part={accepted} whole={decisions} />,
        },
        {
          key: 'overturned',
          header: t('column.overturned'),
          numeric: true,
          cell: ({ overturned, reviewed }) => <ShareText part={overturned} whole={reviewed} />,
        },
      ]}
    />
  )
}
