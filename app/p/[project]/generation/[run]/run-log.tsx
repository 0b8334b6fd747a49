'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { query } from '@/lib/ui/api/client'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { Page } from '@/lib/ui/shell/page'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState } from '../../../../problem-state'
import type { Run } from '../types'

const known = ['started', 'paused', 'running', 'cancelled', 'retried'] as const

/** Who did what to a run: its rows of the audit log. */
export function RunLog({ project, run, header }: { project: string; run: Run; header: ReactNode }) {
  const t = useTranslations('generation')
  const list = useInfiniteQuery(
    query.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        project,
        objectType: 'GenerationRun',
        objectId: run.id,
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const events = list.data?.pages.flatMap(({ items }) => items)
  const said = (action: string) => {
    const verb = known.find((one) => action === `generation.${one}`)
    return verb ? t(`log.${verb}`) : action
  }
  return (
    <Page>
      {header}
      {list.error && !events ? (
        <ProblemState error={list.error} retry={() => void list.refetch()} />
      ) : !events ? (
        <TableSkeleton rows={3} />
      ) : events.length === 0 ? (
        <EmptyState picture="done">{t('log.empty')}</EmptyState>
      ) : (
        <Table
          label={t('tabs.log')}
          rows={events}
          keyOf={({ id }) => id}
          columns={[
            { key: 'what', header: t('log.what'), wide: true, cell: ({ action }) => said(action) },
            { key: 'who', header: t('log.who'), cell: ({ actor }) => actor?.name ?? t('log.system') },
            {
              key: 'when',
              header: t('column.when'),
              numeric: true,
              cell: ({ at }) => (
                <span className="text-muted">
                  <RelativeTime at={at} />
                </span>
              ),
            },
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
