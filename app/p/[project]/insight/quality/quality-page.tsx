'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Skeleton, TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { ProblemState } from '../../../../problem-state'
import { Section } from '../../../../section'
import { InsightTabs } from '../insight-tabs'
import { PairsTable } from './pairs-table'
import { RatersTable } from './raters-table'
import { WorkTime } from './work-time'

/** Who judges, how well by every measure that there is, how far they agree, and what their work took. */
export function QualityPage({ project }: { project: string }) {
  const t = useTranslations('quality')
  const quality = useQuery(query.insight.quality.queryOptions({ input: { project } }))
  const raters = useInfiniteQuery(
    query.review.raters.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  useLive(project, ['review', 'people'], [query.review.raters.key(), query.insight.quality.key()])
  const rows = raters.data?.pages.flatMap(({ items }) => items)
  const { data } = quality
  const figure = (value: number | null) => (value === null ? '–' : t('figure', { value }))
  return (
    <Page>
      <PageHeader title={t('title')} about={t('about')} />
      <InsightTabs project={project} current="quality" />
      {quality.error && !data ? (
        <ProblemState error={quality.error} retry={() => void quality.refetch()} />
      ) : !data ? (
        <Skeleton className="h-14 w-full" />
      ) : (
        <StatStrip
          stats={[
            { value: t('number', { value: data.items }), label: t('overlap') },
            { value: figure(data.alpha), label: t('alpha') },
            { value: figure(data.fleiss), label: t('fleiss') },
            ...data.scales.map(({ key, alpha }) => ({
              value: figure(alpha),
              label: t('scaleAlpha', { scale: t.has(`scale.${key}`) ? t(`scale.${key}`) : key }),
            })),
          ]}
        />
      )}
      {raters.error && !rows ? (
        <ProblemState error={raters.error} retry={() => void raters.refetch()} />
      ) : !rows ? (
        <TableSkeleton />
      ) : (
        <RatersTable project={project} raters={rows} inferred={data?.inferred ?? []} />
      )}
      <LoadMore
        hasMore={raters.hasNextPage}
        loading={raters.isFetchingNextPage}
        onMore={() => void raters.fetchNextPage()}
      />
      {data && data.pairs.length > 0 && (
        <Section title={t('pairs')} about={t('pairsAbout')}>
          <PairsTable pairs={data.pairs} />
        </Section>
      )}
      {data?.items === 0 && <p className="text-muted">{t('noOverlap')}</p>}
      <WorkTime project={project} />
    </Page>
  )
}
