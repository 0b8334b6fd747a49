import { useFormatter, useTranslations } from 'next-intl'
import { Table } from '@/lib/ui/lists/table'
import { ShareText } from '../share-text'
import type { Person } from './types'

/** The weeks in numbers, the latest first. */
export function WeeksTable({ weeks }: { weeks: Person['weeks'] }) {
  const t = useTranslations('quality')
  const format = useFormatter()
  return (
    <Table
      label={t('weeks')}
      rows={[...weeks].reverse()}
      keyOf={({ from }) => from}
      columns={[
        {
          key: 'from',
          header: t('column.week'),
          cell: ({ from }) => (
            <span className="whitespace-nowrap">
              {format.dateTime(new Date(from), { dateStyle: 'medium', timeZone: 'UTC' })}
            </span>
          ),
        },
        {
          key: 'decisions',
          header: t('column.decisions'),
          numeric: true,
          cell: ({ decisions }) => format.number(decisions),
        },
        {
          key: 'median',
          header: t('column.median'),
          numeric: true,
          cell: ({ medianMs }) => (medianMs === null ? '–' : t('seconds', { seconds: medianMs / 1_000 })),
        },
        {
          key: 'accepted',
          header: t('column.accepted'),
          numeric: true,
          minor: true,
          cell: ({ accepted }) => <ShareText {...accepted} />,
        },
        {
          key: 'overturned',
          header: t('column.overturned'),
          numeric: true,
          cell: ({ overturned }) => <ShareText {...overturned} />,
        },
        {
          key: 'gold',
          header: t('column.gold'),
          numeric: true,
          minor: true,
          cell: ({ gold }) => (gold ? <ShareText {...gold} /> : '–'),
        },
      ]}
    />
  )
}
