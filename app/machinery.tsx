'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { Table } from '@/lib/ui/lists/table'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState } from './problem-state'

interface Machines {
  readonly queues: readonly { name: string; waiting: number; running: number; delayed: number }[] | null
  readonly workers: readonly { id: string; kind: string; startedAt: string; seenAt: string; alive: boolean }[]
}

/** How deep each queue is and which workers live, the same for every project. */
export function Machinery({ state: { data, error, refetch } }: { state: UseQueryResult<Machines, unknown> }) {
  const t = useTranslations('jobs.machinery')
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} />
  if (!data) return <TableSkeleton rows={4} />
  return (
    <div className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
      <section className="flex flex-col gap-2">
        <h2 className="font-semibold">{t('workers')}</h2>
        {data.workers.length === 0 ? (
          <ErrorState title={t('noWorkers')} fix={t('noWorkersFix')} />
        ) : (
          <Table
            label={t('workers')}
            rows={data.workers}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'id',
                header: t('worker'),
                wide: true,
                cell: ({ id, alive }) => (
                  <span className="flex items-center gap-2">
                    <StatusDot tone={alive ? 'ok' : 'reject'} label={t(alive ? 'alive' : 'gone')} />
                    <span className="truncate">{id}</span>
                  </span>
                ),
              },
              { key: 'kind', header: t('kind'), cell: ({ kind }) => kind },
              {
                key: 'seen',
                header: t('seen'),
                numeric: true,
                cell: ({ seenAt }) => <RelativeTime at={seenAt} />,
              },
            ]}
          />
        )}
      </section>
      <section className="flex flex-col gap-2">
        <h2 className="font-semibold">{t('queues')}</h2>
        {data.queues === null ? (
          <ErrorState title={t('noQueue')} fix={t('noQueueFix')} />
        ) : (
          <Table
            label={t('queues')}
            rows={data.queues}
            keyOf={({ name }) => name}
            columns={[
              { key: 'name', header: t('queue'), wide: true, cell: ({ name }) => t(`queueName.${name}`) },
              { key: 'running', header: t('running'), numeric: true, cell: ({ running }) => running },
              { key: 'waiting', header: t('waiting'), numeric: true, cell: ({ waiting }) => waiting },
              { key: 'delayed', header: t('delayed'), numeric: true, cell: ({ delayed }) => delayed },
            ]}
          />
        )}
      </section>
    </div>
  )
}
