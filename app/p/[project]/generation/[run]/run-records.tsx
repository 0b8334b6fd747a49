'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { toast } from '@/lib/ui/feedback/toast'
import { FilterBar } from '@/lib/ui/lists/filter-bar'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { Thumb } from '@/lib/ui/lists/thumb'
import { useListState } from '@/lib/ui/lists/use-list-state'
import { Page } from '@/lib/ui/shell/page'
import { ProblemState, toastProblem } from '../../../../problem-state'
import type { Run, Task } from '../types'

const statuses = ['refused', 'failed', 'done', 'running', 'queued', 'pending', 'cancelled'] as const
const tones = {
  pending: 'waiting',
  queued: 'waiting',
  running: 'running',
  done: 'ok',
  failed: 'reject',
  refused: 'warn',
  cancelled: 'neutral',
} as const

interface RunRecordsProps {
  project: string
  run: Run
  mayRun: boolean
  header: ReactNode
}

/** The records of a run in their order, with what kept those from being made that were not. */
export function RunRecords({ project, run, mayRun, header }: RunRecordsProps) {
  const t = useTranslations('generation')
  const client = useQueryClient()
  const state = useListState(['status'] as const)
  const status = statuses.find((one) => one === state.values.status)
  const list = useInfiniteQuery(
    query.generation.tasks.infiniteOptions({
      input: (cursor: string | undefined) => ({
        project,
        id: run.id,
        limit: 100,
        ...(status && { status }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const retry = useMutation(
    query.generation.retry.mutationOptions({
      onError: toastProblem,
      onSuccess: ({ retried }) => toast({ text: t('retried', { count: retried }) }),
      onSettled: () => client.invalidateQueries({ queryKey: query.generation.key() }),
    }),
  )
  const tasks = list.data?.pages.flatMap(({ items }) => items)
  const bad = run.failed + run.refused
  const mayRetry = mayRun && run.status !== 'cancelled'
  const isBad = (task: Task) => task.status === 'failed' || task.status === 'refused'
  return (
    <Page>
      {header}
      <FilterBar
        state={state}
        choices={[
          {
            name: 'status',
            label: t('filter.status'),
            options: statuses.map((value) => ({ value, label: t(`task.${value}`) })),
          },
        ]}
      >
        {mayRetry && bad > 0 && (
          <Button busy={retry.isPending} onClick={() => retry.mutate({ project, id: run.id })}>
            {t('retryAll', { count: bad })}
          </Button>
        )}
      </FilterBar>
      {list.error && !tasks ? (
        <ProblemState error={list.error} retry={() => void list.refetch()} />
      ) : !tasks ? (
        <TableSkeleton />
      ) : tasks.length === 0 ? (
        <EmptyState picture={status ? 'search' : 'many'}>
          {t(status ? 'empty.filtered' : 'empty.planning')}
        </EmptyState>
      ) : (
        <Table
          label={t('tabs.records')}
          rows={tasks}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'thumb',
              header: <span className="sr-only">{t('column.image')}</span>,
              cell: (task) => <Thumb src={task.thumbUrl} alt="" className="size-8" />,
            },
            {
              key: 'instruction',
              header: t('column.instruction'),
              wide: true,
              cell: ({ instruction, error }) => (
                <span title={error ?? undefined}>
                  {instruction}
                  {error && <span className="ml-3 text-small text-muted">{error}</span>}
                </span>
              ),
            },
            {
              key: 'status',
              header: t('filter.status'),
              cell: (task) => (
                <span className="flex items-center gap-2 whitespace-nowrap">
                  <StatusDot tone={tones[task.status]} />
                  {t(`task.${task.status}`)}
                </span>
              ),
            },
            ...(mayRetry && bad > 0
              ? [
                  {
                    key: 'retry',
                    header: <span className="sr-only">{t('retry')}</span>,
                    cell: (task: Task) =>
                      isBad(task) && (
                        <Button
                          look="plain"
                          onClick={() => retry.mutate({ project, id: run.id, taskId: task.id })}
                        >
                          {t('retry')}
                        </Button>
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </Page>
  )
}
