'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { Skeleton, TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { ProblemState } from '../../../problem-state'
import { Section } from '../../../section'
import { ShareText } from '../share-text'
import { PersonLimits } from './person-limits'
import { PersonReasons } from './person-reasons'
import { WeekChart } from './week-chart'
import { WeeksTable } from './weeks-table'

interface PersonPageProps {
  project: string
  /** Somebody else, for admins; absent: oneself. */
  id?: string
}

/** One person's speed and accuracy week by week, and what they reject for. */
export function PersonPage({ project, id }: PersonPageProps) {
  const t = useTranslations('quality')
  const format = useFormatter()
  const { data, error, refetch } = useQuery(
    query.insight.person.queryOptions({ input: { project, ...(id && { id }) } }),
  )
  const standing = useQuery({
    ...query.review.standing.queryOptions({ input: { project } }),
    enabled: id === undefined,
  })
  const back = id ? `/p/${project}/insight/quality` : `/p/${project}/work`
  const seconds = (ms: number | null) => (ms === null ? '–' : t('seconds', { seconds: ms / 1_000 }))
  const known = standing.data?.accuracy
  return (
    <Page narrow>
      <PageHeader
        title={id ? (data?.name ?? t('personTitle')) : t('ownTitle')}
        about={id ? undefined : t('ownAbout')}
        actions={<ButtonLink href={back}>{t(id ? 'backToAll' : 'backToWork')}</ButtonLink>}
      />
      {error && !data ? (
        <ProblemState error={error} retry={() => void refetch()} />
      ) : !data ? (
        <>
          <Skeleton className="h-14 w-full" />
          <TableSkeleton rows={6} />
        </>
      ) : data.decisions === 0 ? (
        <EmptyState picture="many">{t(id ? 'nothingYet' : 'nothingYetOwn')}</EmptyState>
      ) : (
        <>
          <StatStrip
            stats={[
              { value: format.number(data.decisions), label: t('decisions') },
              { value: seconds(data.medianMs), label: t('median') },
              {
                value:
                  data.activeMs < 3_600_000
                    ? t('minutes', { minutes: data.activeMs / 60_000 })
                    : t('hours', { hours: data.activeMs / 3_600_000 }),
                label: t('active'),
              },
              {
                value: <ShareText part={data.overturned.part} whole={data.overturned.whole} />,
                label: t('overturned'),
              },
              ...(id
                ? []
                : [
                    {
                      value: known ? <ShareText part={known.right} whole={known.of} /> : '–',
                      label: t('ownKnown'),
                    },
                  ]),
            ]}
          />
          {data.weeks.length > 1 && (
            <div className="grid gap-6 sm:grid-cols-2">
              <WeekChart
                title={t('chart.speed')}
                weeks={data.weeks.map((week) => ({
                  from: week.from,
                  value: week.medianMs === null ? null : week.medianMs / 1_000,
                }))}
                show={(value) => t('seconds', { seconds: value })}
              />
              <WeekChart
                title={t('chart.overturned')}
                most={1}
                weeks={data.weeks.map(({ from, overturned: { part, whole } }) => ({
                  from,
                  value: whole === 0 ? null : part / whole,
                }))}
                show={(value) => t('percent', { value: 100 * value })}
              />
            </div>
          )}
          <Section title={t('weeks')} about={t('weeksAbout')}>
            <WeeksTable weeks={data.weeks} />
          </Section>
          <Section title={t('reasons')}>
            <PersonReasons project={project} reasons={data.reasons} />
          </Section>
        </>
      )}
      {id && <PersonLimits project={project} id={id} />}
    </Page>
  )
}
