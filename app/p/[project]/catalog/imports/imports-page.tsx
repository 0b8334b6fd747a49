'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { SideBySide } from '@/lib/ui/lists/side-panel'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ImportProgress } from '../import-progress'
import { ImportRows } from './import-rows'

/** Every import of the project as a progress row; its files and rows in the side panel. */
export function ImportsPage({ project, mayImport }: { project: string; mayImport: boolean }) {
  const t = useTranslations('catalog')
  const open = useSearchParams().get('open')
  const path = usePathname()
  const show = (id: string | null) => window.history.replaceState(null, '', id ? `${path}?open=${id}` : path)
  const list = useInfiniteQuery(
    query.catalog.imports.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, limit: 30, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  useLive(project, ['import'], [query.catalog.imports.key()])
  const runs = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <SideBySide
      panel={
        open && (
          <ImportRows
            key={open}
            project={project}
            id={open}
            mayImport={mayImport}
            onClose={() => show(null)}
          />
        )
      }
    >
      <Page>
        <PageHeader
          title={t('history')}
          actions={
            <>
              <ButtonLink look="plain" href={`/p/${project}/catalog`}>
                {t('title')}
              </ButtonLink>
              {mayImport && (
                <ButtonLink look="main" href={`/p/${project}/catalog?add=files`}>
                  {t('add')}
                </ButtonLink>
              )}
            </>
          }
        />
        {list.isPending ? (
          <TableSkeleton />
        ) : list.isError ? (
          <ErrorState
            title={t('loadFailed')}
            fix={readProblem(list.error).message}
            action={<Button onClick={() => void list.refetch()}>{t('again')}</Button>}
          />
        ) : runs.length === 0 ? (
          <EmptyState picture="photos">{t('import.none')}</EmptyState>
        ) : (
          <ul className="flex flex-col">
            {runs.map((run) => (
              <li key={run.id} className="border-b border-line py-4 first:border-t">
                <ImportProgress
                  project={project}
                  run={run}
                  mayControl={mayImport}
                  log={
                    <span className="flex items-center gap-3 text-muted">
                      <span>
                        {run.createdBy?.name} <RelativeTime at={run.createdAt} />
                      </span>
                      <Button look="plain" onClick={() => show(run.id)}>
                        {t('import.rows')}
                      </Button>
                    </span>
                  }
                />
              </li>
            ))}
          </ul>
        )}
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      </Page>
    </SideBySide>
  )
}
