'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState } from '../../../problem-state'
import { AuditFilters } from './audit-filters'
import { useAuditFilter } from './use-audit-filter'

const dayMs = 86_400_000

/** Who did what in the project, newest first, filtered in the address. */
export function Audit({ project }: { project: string }) {
  const t = useTranslations('audit')
  const [filter, setFilter] = useAuditFilter()
  const [openId, setOpenId] = useState<string | null>(null)
  const { from, to, ...exact } = filter
  const events = useInfiniteQuery(
    query.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        project,
        cursor,
        ...exact,
        // Days as the person's own clock counts them; the last one is included.
        ...(from && { from: new Date(`${from}T00:00`).toISOString() }),
        ...(to && { to: new Date(new Date(`${to}T00:00`).getTime() + dayMs).toISOString() }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const rows = events.data?.pages.flatMap(({ items }) => items)
  const open = rows?.find(({ id }) => id === openId)
  const isFiltered = Object.values(filter).some(Boolean)
  return (
    <Page>
      <PageHeader title={t('title')} about={t('about')} />
      <AuditFilters project={project} filter={filter} onChange={setFilter} />
      {events.error && !rows ? (
        <ProblemState error={events.error} retry={() => void events.refetch()} />
      ) : !rows ? (
        <TableSkeleton rows={16} />
      ) : rows.length === 0 ? (
        <EmptyState
          picture={isFiltered ? 'search' : 'done'}
          action={isFiltered && <Button onClick={() => setFilter({})}>{t('clear')}</Button>}
        >
          {t(isFiltered ? 'noneFound' : 'none')}
        </EmptyState>
      ) : (
        <Table
          label={t('title')}
          rows={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => setOpenId(id)}
          openKey={openId}
          columns={[
            {
              key: 'when',
              header: t('when'),
              cell: ({ at }) => (
                <span className="whitespace-nowrap text-muted">
                  <RelativeTime at={at} />
                </span>
              ),
            },
            {
              key: 'who',
              header: t('who'),
              cell: ({ actor, actorKind }) => (
                <span className="whitespace-nowrap">
                  {actor ? actor.name : t('system')}
                  {actorKind === 'token' && <span className="ml-1.5 text-faint">{t('byToken')}</span>}
                </span>
              ),
            },
            {
              key: 'action',
              header: t('action'),
              wide: true,
              cell: ({ action }) => <code className="font-mono">{action}</code>,
            },
            { key: 'object', header: t('object'), minor: true, cell: ({ objectType }) => objectType },
          ]}
        />
      )}
      <LoadMore
        hasMore={events.hasNextPage}
        loading={events.isFetchingNextPage}
        onMore={() => void events.fetchNextPage()}
      />
      {open && (
        <Dialog open size="wide" title={open.action} onClose={() => setOpenId(null)}>
          <div className="flex flex-col gap-3">
            <p>
              {open.actor?.name ?? t('system')} · <RelativeTime at={open.at} />
            </p>
            <pre className="overflow-x-auto rounded-m bg-canvas p-3 font-mono text-small">
              {JSON.stringify(open.detail, null, 2)}
            </pre>
            <div className="flex items-center gap-2">
              <Button
                onClick={() => {
                  setOpenId(null)
                  setFilter({ objectType: open.objectType, objectId: open.objectId })
                }}
              >
                {t('history')}
              </Button>
              <CopyId id={open.objectId} />
            </div>
          </div>
        </Dialog>
      )}
    </Page>
  )
}
