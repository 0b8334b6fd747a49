'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { toast } from '@/lib/ui/feedback/toast'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { useLive } from '@/lib/ui/live/use-live'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState, toastProblem } from '../../../problem-state'

/** Jobs whose last attempt failed. An admin tries them again once the cause is mended, or puts them aside. */
export function DeadLetters({ project }: { project: string }) {
  const t = useTranslations('jobs.dead')
  const client = useQueryClient()
  const [openId, setOpenId] = useState<string | null>(null)
  const letters = useInfiniteQuery(
    query.jobs.deadLetters.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  useLive(project, ['jobs'], [query.jobs.deadLetters.key()])
  const settled = () => {
    setOpenId(null)
    void client.invalidateQueries({ queryKey: query.jobs.deadLetters.key() })
    void client.invalidateQueries({ queryKey: query.projects.counts.key() })
  }
  const end = { onError: toastProblem, onSettled: settled }
  const retry = useMutation(
    query.jobs.retry.mutationOptions({ ...end, onSuccess: () => toast({ text: t('retried') }) }),
  )
  const dismiss = useMutation(query.jobs.dismiss.mutationOptions(end))
  if (letters.error && !letters.data)
    return <ProblemState error={letters.error} retry={() => void letters.refetch()} />
  const rows = letters.data?.pages.flatMap(({ items }) => items) ?? []
  if (rows.length === 0) return null
  const open = rows.find(({ id }) => id === openId)
  const actions = (id: string) => (
    <span className="flex justify-end gap-1">
      <Button look="plain" onClick={() => retry.mutate({ project, id })}>
        {t('retry')}
      </Button>
      <Button look="plain" onClick={() => dismiss.mutate({ project, id })}>
        {t('dismiss')}
      </Button>
    </span>
  )
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('title')}</h2>
      <p className="text-muted">{t('about')}</p>
      <Table
        label={t('title')}
        rows={rows}
        keyOf={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        openKey={openId}
        columns={[
          { key: 'name', header: t('job'), cell: ({ name }) => <code className="font-mono">{name}</code> },
          { key: 'error', header: t('error'), wide: true, cell: ({ error }) => error },
          {
            key: 'when',
            header: t('when'),
            minor: true,
            cell: ({ failedAt }) => (
              <span className="whitespace-nowrap text-muted">
                <RelativeTime at={failedAt} />
              </span>
            ),
          },
          {
            key: 'actions',
            header: <span className="sr-only">{t('actions')}</span>,
            cell: ({ id }) => actions(id),
          },
        ]}
      />
      <LoadMore
        hasMore={letters.hasNextPage}
        loading={letters.isFetchingNextPage}
        onMore={() => void letters.fetchNextPage()}
      />
      {open && (
        <Dialog open size="wide" title={open.name} onClose={() => setOpenId(null)}>
          <div className="flex flex-col gap-3">
            <p>{open.error}</p>
            <pre className="overflow-x-auto rounded-m bg-canvas p-3 font-mono text-small">
              {JSON.stringify(open.payload, null, 2)}
            </pre>
            {open.stack && (
              <pre className="overflow-x-auto rounded-m bg-canvas p-3 font-mono text-small text-muted">
                {open.stack}
              </pre>
            )}
            <div className="flex items-center justify-between">
              <CopyId id={open.id} />
              {actions(open.id)}
            </div>
          </div>
        </Dialog>
      )}
    </section>
  )
}
