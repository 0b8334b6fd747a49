'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { query } from '@/lib/ui/api/client'
import { ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { Skeleton, TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { ProblemState } from '../../../problem-state'
import { ShareText } from '../share-text'
import { CostTable } from './cost-table'
import { Funnel } from './funnel'
import { InsightTabs } from './insight-tabs'
import { PeopleTable } from './people-table'
import { Reasons } from './reasons'
import { ScoreCharts } from './score-charts'
import { TypesTable } from './types-table'

/** What becomes of the work: yield, acceptance, reasons, scores, people and cost. Figures only, with their doubt. */
export function InsightPage({ project }: { project: string }) {
  const t = useTranslations('insight')
  const input = { project }
  const yielded = useQuery(query.insight.yield.queryOptions({ input }))
  const scores = useQuery(query.insight.scores.queryOptions({ input }))
  const people = useQuery(query.insight.people.queryOptions({ input }))
  const cost = useQuery(query.insight.cost.queryOptions({ input }))
  useLive(project, ['review'], [query.insight.key()])
  const number = (value: number) => t('number', { value })
  const { data } = yielded

  return (
    <Page>
      <PageHeader title={t('title')} about={t('about')} />
      <InsightTabs project={project} current="yield" />
      {yielded.error && !data ? (
        <ProblemState error={yielded.error} retry={() => void yielded.refetch()} />
      ) : !data ? (
        <>
          <Skeleton className="h-14 w-full" />
          <TableSkeleton rows={10} />
        </>
      ) : data.stages.every(({ count }) => count === 0) ? (
        <EmptyState
          picture="many"
          action={
            <ButtonLink look="main" href={`/p/${project}/catalog`}>
              {t('empty.action')}
            </ButtonLink>
          }
        >
          {t('empty.text')}
        </EmptyState>
      ) : (
        <>
          <StatStrip
            stats={[
              { value: number(data.judged), label: t('judged') },
              {
                value: number(data.accepted),
                label: (
                  <>
                    {t('accepted')} · <ShareText part={data.accepted} whole={data.judged} />
                  </>
                ),
              },
              { value: number(data.madeAgain), label: t('madeAgain') },
            ]}
          />
          <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
            <Section title={t('funnel')}>
              <Funnel stages={data.stages} />
            </Section>
            <Section title={t('reasons')}>
              <Reasons project={project} reasons={data.reasons} />
            </Section>
          </div>
          <Section title={t('types')}>
            <TypesTable types={data.types} />
          </Section>
        </>
      )}
      {scores.data && scores.data.length > 0 && (
        <Section title={t('scores')} about={t('scoresAbout')}>
          <ScoreCharts spreads={scores.data} />
        </Section>
      )}
      {people.data && people.data.length > 0 && (
        <Section title={t('people')}>
          <PeopleTable people={people.data} />
        </Section>
      )}
      {cost.data && cost.data.length > 0 && (
        <Section title={t('cost')}>
          <CostTable engines={cost.data} />
        </Section>
      )}
      {[scores, people, cost].map(
        (one, index) =>
          one.error &&
          !one.data && (
            // biome-ignore lint/suspicious/noArrayIndexKey: three fixed places
            <ProblemState key={index} error={one.error} retry={() => void one.refetch()} />
          ),
      )}
    </Page>
  )
}

function Section({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{title}</h2>
      {about && <p className="text-small text-muted">{about}</p>}
      {children}
    </section>
  )
}
