'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { ProgressRow } from '@/lib/ui/feedback/progress-row'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { Table } from '@/lib/ui/lists/table'
import { useLive } from '@/lib/ui/live/use-live'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState } from '../../../problem-state'

const paceMs = 5_000
const pageOf = {
  import: 'catalog',
  expansion: 'expansion',
  generation: 'generation',
  export: 'releases',
} as const
const tones = { done: 'ok', cancelled: 'neutral', failed: 'reject' } as const

const toneOf = (status: string) => (status in tones ? tones[status as keyof typeof tones] : 'waiting')

/** What is under way with its pace and end, then what ended. Each is steered on the page of its own stage. */
export function Runs({ project }: { project: string }) {
  const t = useTranslations('jobs')
  const input = { project }
  const { data, error, refetch } = useQuery(query.jobs.runs.queryOptions({ input, refetchInterval: paceMs }))
  useLive(project, ['import', 'expansion', 'generation', 'release'], [query.jobs.runs.key({ input })])
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} />
  if (!data) return <TableSkeleton rows={4} />
  if (data.length === 0)
    return (
      <EmptyState
        picture="many"
        action={
          <ButtonLink look="main" href={`/p/${project}/catalog`}>
            {t('empty.action')}
          </ButtonLink>
        }
      >
        {t('empty.text')}
      </EmptyState>
    )
  const isOpen = ({ status }: { status: string }) => ['queued', 'running', 'paused'].includes(status)
  const current = data.filter(isOpen)
  const past = data.filter((run) => !isOpen(run))
  return (
    <>
      {current.length > 0 && (
        <section aria-label={t('current')} className="flex flex-col gap-5 border-y border-line py-4">
          {current.map((run) => (
            <ProgressRow
              key={run.id}
              label={t(`kind.${run.kind}`, { name: run.name })}
              detail={
                run.failed + run.refused > 0
                  ? t('progressWithFailures', {
                      done: run.done + run.failed + run.refused,
                      total: run.total,
                      failed: run.failed + run.refused,
                    })
                  : undefined
              }
              parts={[
                { value: run.done, tone: 'accent' },
                { value: run.failed + run.refused, tone: 'reject' },
              ]}
              total={run.total}
              state={run.status === 'queued' ? 'waiting' : run.status === 'paused' ? 'paused' : 'running'}
              ratePerSecond={run.ratePerSecond}
              log={
                <ButtonLink look="plain" href={`/p/${project}/${pageOf[run.kind]}`}>
                  {t('open')}
                </ButtonLink>
              }
            />
          ))}
        </section>
      )}
      {past.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold">{t('past')}</h2>
          <Table
            label={t('past')}
            rows={past}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'run',
                header: t('run'),
                wide: true,
                cell: (run) => (
                  <span title={run.error ?? undefined}>
                    {t(`kind.${run.kind}`, { name: run.name })}
                    {run.error && <span className="ml-2 text-muted">{run.error}</span>}
                  </span>
                ),
              },
              {
                key: 'status',
                header: t('status'),
                cell: ({ status }) => (
                  <span className="flex items-center gap-2 whitespace-nowrap">
                    <StatusDot tone={toneOf(status)} />
                    {t(`ended.${status}`)}
                  </span>
                ),
              },
              {
                key: 'done',
                header: t('done'),
                numeric: true,
                minor: true,
                cell: ({ done }) => t('count', { count: done }),
              },
              {
                key: 'failed',
                header: t('failed'),
                numeric: true,
                minor: true,
                cell: ({ failed, refused }) => t('count', { count: failed + refused }),
              },
              {
                key: 'when',
                header: t('when'),
                numeric: true,
                cell: ({ finishedAt, createdAt }) => <RelativeTime at={finishedAt ?? createdAt} />,
              },
            ]}
          />
        </section>
      )}
    </>
  )
}
