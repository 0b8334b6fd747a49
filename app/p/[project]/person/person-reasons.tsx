'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Table } from '@/lib/ui/lists/table'
import { ShareText } from '../share-text'
import type { Person } from './types'

interface PersonReasonsProps {
  project: string
  reasons: Person['reasons']
}

/** What somebody rejects for, how long that takes them, and how often it was overturned. */
export function PersonReasons({ project, reasons }: PersonReasonsProps) {
  const t = useTranslations('quality')
  const format = useFormatter()
  const locale = useLocale()
  const { data } = useQuery(query.projects.get.queryOptions({ input: { project } }))
  if (reasons.length === 0) return <p className="text-muted">{t('noReasons')}</p>
  const nameOf = (key: string) => {
    const reason = data?.settings.rejectReasons.find((one) => one.key === key)
    return (locale === 'zh' && reason?.labelZh) || reason?.label || key
  }
  return (
    <Table
      label={t('reasons')}
      rows={reasons}
      keyOf={({ reason }) => reason}
      columns={[
        { key: 'reason', header: t('column.reason'), wide: true, cell: ({ reason }) => nameOf(reason) },
        { key: 'count', header: t('column.times'), numeric: true, cell: ({ count }) => format.number(count) },
        {
          key: 'median',
          header: t('column.median'),
          numeric: true,
          cell: ({ medianMs }) => (medianMs === null ? '–' : t('seconds', { seconds: medianMs / 1_000 })),
        },
        {
          key: 'overturned',
          header: t('column.overturned'),
          numeric: true,
          cell: ({ overturned }) => <ShareText {...overturned} />,
        },
      ]}
    />
  )
}
