'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState } from '../../../problem-state'
import { ReleaseState } from './release-state'

/** The project's releases, newest first. */
export function Releases({ project, canSeal }: { project: string; canSeal: boolean }) {
  const t = useTranslations('releases')
  const router = useRouter()
  const base = `/p/${project}/releases`
  const releases = useInfiniteQuery(
    query.releases.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  useLive(project, ['release'], [query.releases.list.key()])
  useKeys(canSeal ? [{ key: 'n', label: t('new'), run: () => router.push(`${base}/new`) }] : [])
  const rows = releases.data?.pages.flatMap(({ items }) => items)
  const begin = (hint: boolean) =>
    canSeal ? (
      <ButtonLink look="main" href={`${base}/new`} {...(hint && { hint: 'N' })}>
        {t('new')}
      </ButtonLink>
    ) : undefined

  return (
    <Page>
      <PageHeader title={t('title')} about={t('about')} actions={rows?.length ? begin(true) : undefined} />
      {releases.error && !rows ? (
        <ProblemState error={releases.error} retry={() => void releases.refetch()} />
      ) : !rows ? (
        <TableSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState picture="release" action={begin(false)}>
          {t('empty')}
        </EmptyState>
      ) : (
        <Table
          label={t('title')}
          rows={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => router.push(`${base}/${id}`)}
          columns={[
            {
              key: 'version',
              header: t('version'),
              cell: ({ id, version }) => (
                <Link href={`${base}/${id}`} className="font-semibold">
                  {version}
                </Link>
              ),
            },
            { key: 'title', header: t('name'), wide: true, cell: ({ title }) => title },
            {
              key: 'state',
              header: t('stateHeader'),
              cell: ({ status }) => <ReleaseState status={status} />,
            },
            {
              key: 'rows',
              header: t('rows'),
              numeric: true,
              cell: (row) => t('count', { count: row.rows }),
            },
            {
              key: 'photographs',
              header: t('photographs'),
              numeric: true,
              minor: true,
              cell: ({ counts }) => (counts ? t('count', { count: counts.photographs }) : '–'),
            },
            {
              key: 'when',
              header: t('made'),
              numeric: true,
              cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
            },
          ]}
        />
      )}
      <LoadMore
        hasMore={releases.hasNextPage}
        loading={releases.isFetchingNextPage}
        onMore={() => void releases.fetchNextPage()}
      />
    </Page>
  )
}
