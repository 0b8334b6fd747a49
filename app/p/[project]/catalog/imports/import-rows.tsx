'use client'

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { IconButton } from '@/lib/ui/controls/icon-button'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot, type StatusTone } from '@/lib/ui/feedback/status-dot'
import { toast } from '@/lib/ui/feedback/toast'
import { LoopIcon } from '@/lib/ui/icons'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import type { ImportItem } from '../types'

const filters = ['all', 'failed', 'duplicates', 'awaited'] as const
type Filter = (typeof filters)[number]

const tones: Record<ImportItem['status'], StatusTone> = {
  awaited: 'waiting',
  pending: 'waiting',
  queued: 'waiting',
  running: 'running',
  done: 'ok',
  failed: 'reject',
  refused: 'reject',
  cancelled: 'neutral',
}

interface ImportRowsProps {
  project: string
  id: string
  mayImport: boolean
  onClose: () => void
}

/** The files or rows of one import, each with how it ended and, where that helps, another try. */
export function ImportRows({ project, id, mayImport, onClose }: ImportRowsProps) {
  const t = useTranslations('catalog.import')
  const queries = useQueryClient()
  const [filter, setFilter] = useState<Filter>('all')
  const run = useQuery(query.catalog.imports.get.queryOptions({ input: { project, id } }))
  const items = useInfiniteQuery(
    query.catalog.imports.items.infiniteOptions({
      input: (after: number | undefined) => ({
        project,
        id,
        limit: 100,
        ...(filter !== 'all' && { filter }),
        ...(after !== undefined && { after }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const changed = {
    onError: (error: unknown) => toast({ kind: 'error', text: readProblem(error).message }),
    onSettled: () => void queries.invalidateQueries({ queryKey: query.catalog.imports.key() }),
  } as const
  const retry = useMutation({
    mutationFn: (itemId?: string) => api.catalog.imports.retry({ project, id, ...(itemId && { itemId }) }),
    ...changed,
  })
  const close = useMutation({ mutationFn: () => api.catalog.imports.close({ project, id }), ...changed })
  const rows = items.data?.pages.flatMap((page) => page.items) ?? []
  const { data } = run
  return (
    <SidePanel
      title={data?.name ?? '…'}
      onClose={onClose}
      actions={
        <>
          <ButtonLink href={`/p/${project}/catalog?import=${id}`}>{t('showImages')}</ButtonLink>
          {mayImport && data && data.failed + data.refused > 0 && (
            <Button
              look="plain"
              icon={<LoopIcon />}
              busy={retry.isPending}
              onClick={() => retry.mutate(undefined)}
            >
              {t('retryAll')}
            </Button>
          )}
          {mayImport && data && data.awaited > 0 && data.status !== 'cancelled' && (
            <>
              <ButtonLink look="plain" href={`/p/${project}/catalog?add=${id}`}>
                {t('continue')}
              </ButtonLink>
              <Button look="plain" busy={close.isPending} onClick={() => close.mutate()}>
                {t('closeUpload')}
              </Button>
            </>
          )}
        </>
      }
    >
      {data?.error && <ErrorState title={data.error} />}
      <SegmentedControl
        label={t('rows')}
        value={filter}
        onChange={setFilter}
        segments={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
      />
      {items.isPending ? (
        <TableSkeleton />
      ) : rows.length === 0 ? (
        <p className="text-muted">{t('noRows')}</p>
      ) : (
        <ul className="flex flex-col">
          {rows.map((item) => (
            <Row
              key={item.id}
              item={item}
              onRetry={mayImport && item.retriable ? () => retry.mutate(item.id) : undefined}
            />
          ))}
        </ul>
      )}
      <LoadMore
        hasMore={items.hasNextPage}
        loading={items.isFetchingNextPage}
        onMore={() => void items.fetchNextPage()}
      />
    </SidePanel>
  )
}

function Row({ item, onRetry }: { item: ImportItem; onRetry: (() => void) | undefined }) {
  const t = useTranslations('catalog.import')
  return (
    <li className="flex min-h-9 items-start gap-2.5 border-b border-line py-1.5">
      <span className="w-10 shrink-0 text-right text-small text-faint tabular-nums">{item.position}</span>
      <span className="mt-1">
        <StatusDot tone={tones[item.status]} label={t(`status.${item.status}`)} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate" title={item.origin}>
          {item.origin || t('line', { line: item.position })}
        </span>
        {item.duplicate && (
          <span className="block text-small text-muted">
            {t('duplicateOf', { name: item.image?.name ?? '' })}
          </span>
        )}
        {item.error && (
          <span className="block text-small text-reject">
            {item.field && <span className="font-semibold">{item.field}: </span>}
            {item.error} {item.fix && <span className="text-muted">{item.fix}</span>}
          </span>
        )}
      </span>
      {onRetry && (
        <IconButton label={t('retryOne')} onClick={onRetry}>
          <LoopIcon />
        </IconButton>
      )}
    </li>
  )
}
