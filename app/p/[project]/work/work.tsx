'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { ButtonLink } from '@/lib/ui/controls/button'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { ProblemState } from '../../../problem-state'
import { GuidelinesButton } from './guidelines'
import { listJobs, nextJob } from './next-work'
import { OwnSeeds } from './own-seeds'
import { Standing } from './standing'
import { WorkSkeleton } from './work-skeleton'

interface WorkProps {
  project: string
  reviews: boolean
}

/** What waits for this person, with one button to the most pressing of it, and how their day goes. */
export function Work({ project, reviews }: WorkProps) {
  const t = useTranslations('work')
  const format = useFormatter()
  const router = useRouter()
  const pace = useQuery(query.review.pace.queryOptions({ input: { project } }))
  const counts = useQuery(query.projects.counts.queryOptions({ input: { project } }))
  const mine = useQuery(query.seeds.mine.queryOptions({ input: { project, limit: 100 } }))
  const standing = useQuery(query.review.standing.queryOptions({ input: { project } }))
  useLive(
    project,
    ['review', 'seeds', 'images', 'generation'],
    [
      query.review.pace.key({ input: { project } }),
      query.review.standing.key({ input: { project } }),
      query.projects.counts.key({ input: { project } }),
      query.seeds.mine.key(),
    ],
  )

  const stage = standing.data?.stage
  const judges = stage !== 'guidelines' && stage !== 'paused'
  const returned = mine.data?.items.filter(({ status }) => status === 'returned') ?? []
  const waiting =
    pace.data && counts.data && mine.data
      ? listJobs(project, reviews, {
          fixes: pace.data.fixes,
          toJudge: pace.data.waiting,
          toApprove: counts.data.toApprove,
          toReview: counts.data.toReview,
          toCaption: counts.data.toCaption,
          returned: returned.length,
        })
      : []
  const jobs = waiting
    .filter(({ kind }) => judges || (kind !== 'judge' && kind !== 'fixes'))
    .map((job) =>
      job.kind === 'returned' && returned[0] ? { ...job, href: `${job.href}?seed=${returned[0].id}` } : job,
    )
  const next = nextJob(jobs)
  useKeys([{ key: 'Enter', label: t('next'), run: () => next && router.push(next.href), disabled: !next }])

  const error = pace.error ?? counts.error ?? mine.error
  if (error && (!pace.data || !counts.data || !mine.data))
    return (
      <Page narrow>
        <ProblemState
          error={error}
          retry={() => {
            for (const one of [pace, counts, mine]) if (one.error) void one.refetch()
          }}
        />
      </Page>
    )
  if (!pace.data || !mine.data || !next) return <WorkSkeleton />

  const { today, medianSeconds, accepted, overturned } = pace.data
  const idle = next.kind === 'write'
  const judged = accepted + overturned
  return (
    <Page narrow>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <ButtonLink href={`/p/${project}/work/quality`}>{t('quality')}</ButtonLink>
            <GuidelinesButton project={project} look="outline" />
          </>
        }
      />
      {standing.data && <Standing project={project} standing={standing.data} />}
      <div className="flex flex-col items-start gap-2 py-4">
        <ButtonLink
          look="main"
          hint="Enter"
          href={next.href}
          className="min-h-14 px-6 text-title max-sm:w-full"
        >
          {t('next')}
        </ButtonLink>
        <p className="text-muted">{t(`reason.${next.kind}`, { count: next.count ?? 0 })}</p>
        {idle && today === 0 && mine.data.items.length === 0 && <p className="text-muted">{t('empty')}</p>}
      </div>
      <section aria-label={t('waiting')}>
        <ul>
          {jobs.map(({ kind, count, href }) => (
            <li key={kind} className="border-t border-line">
              <Link
                href={href}
                className="flex min-h-11 items-center justify-between gap-4 rounded-m px-1 hover:bg-hover"
              >
                <span className={count === 0 ? 'text-muted' : ''}>{t(`kind.${kind}`)}</span>
                <span className={count ? 'font-semibold tabular-nums' : 'text-faint tabular-nums'}>
                  {count === null ? t('always') : format.number(count)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <StatStrip
        stats={[
          { label: t('today'), value: format.number(today) },
          {
            label: t('median'),
            value:
              medianSeconds === null
                ? '–'
                : t('seconds', { value: format.number(medianSeconds, { maximumFractionDigits: 1 }) }),
          },
          { label: t('upheld'), value: judged === 0 ? '–' : format.number(accepted) },
          { label: t('overturned'), value: judged === 0 ? '–' : format.number(overturned) },
        ]}
      />
      <OwnSeeds project={project} seeds={mine.data.items} />
    </Page>
  )
}
