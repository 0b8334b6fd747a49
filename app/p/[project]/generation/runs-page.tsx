'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { Tabs } from '@/lib/ui/controls/tabs'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { SideBySide } from '@/lib/ui/lists/side-panel'
import { useListState } from '@/lib/ui/lists/use-list-state'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { ProblemState } from '../../../problem-state'
import { NewRun } from './new-run'
import { OpenRun } from './open-run'
import { PastRuns } from './past-runs'
import { isOpen } from './types'

const paceMs = 5_000

/** The runs of the project: those under way with their pace, then what ended; a new one in the panel. */
export function RunsPage({ project, mayRun }: { project: string; mayRun: boolean }) {
  const t = useTranslations('generation')
  const router = useRouter()
  const state = useListState(['new', 'hand'] as const)
  const byHand = state.values.hand === '1'
  const adding = mayRun && state.values.new === '1'
  const list = useInfiniteQuery(
    query.generation.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, byHand, limit: 50, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      // Progress is announced; the pace is measured anew.
      refetchInterval: ({ state: { data } }) =>
        data?.pages.some(({ items }) => items.some(isOpen)) ? paceMs : false,
    }),
  )
  useLive(project, ['generation', 'review'], [query.generation.list.key()])
  const startAdding = () => state.set({ new: '1' })
  useKeys([{ key: 'N', label: t('new.button'), run: startAdding, disabled: !mayRun }])
  const runs = list.data?.pages.flatMap(({ items }) => items)
  const hrefOf = (id: string) => `/p/${project}/generation/${id}`
  const open = runs?.filter(isOpen) ?? []
  const past = runs?.filter((run) => !isOpen(run)) ?? []

  return (
    <SideBySide
      panel={
        adding && (
          <NewRun
            project={project}
            onClose={() => state.set({ new: null })}
            onStarted={(id) => router.push(hrefOf(id))}
          />
        )
      }
    >
      <Page>
        <PageHeader
          title={t('title')}
          about={t('about')}
          actions={
            mayRun && (
              <Button look="main" hint="N" onClick={startAdding}>
                {t('new.button')}
              </Button>
            )
          }
        />
        <Tabs
          label={t('title')}
          tabs={[
            { href: `/p/${project}/generation`, label: t('tabs.runs'), current: !byHand },
            { href: `/p/${project}/generation?hand=1`, label: t('tabs.byHand'), current: byHand },
          ]}
        />
        {list.error && !runs ? (
          <ProblemState error={list.error} retry={() => void list.refetch()} />
        ) : !runs ? (
          <TableSkeleton />
        ) : runs.length === 0 ? (
          byHand ? (
            <EmptyState picture="pair">{t('empty.byHand')}</EmptyState>
          ) : (
            <EmptyState
              picture="many"
              action={
                mayRun ? (
                  <Button look="main" onClick={startAdding}>
                    {t('empty.action')}
                  </Button>
                ) : (
                  <ButtonLink href={`/p/${project}/desk`}>{t('empty.judge')}</ButtonLink>
                )
              }
            >
              {t('empty.text')}
            </EmptyState>
          )
        ) : (
          <>
            {open.length > 0 && (
              <section aria-label={t('underWay')} className="flex flex-col gap-5 border-b border-line pb-4">
                {open.map((run) => (
                  <OpenRun key={run.id} project={project} run={run} href={hrefOf(run.id)} mayRun={mayRun} />
                ))}
              </section>
            )}
            {past.length > 0 && <PastRuns runs={past} onOpen={({ id }) => router.push(hrefOf(id))} />}
          </>
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
