'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { Tabs } from '@/lib/ui/controls/tabs'
import { Bar } from '@/lib/ui/feedback/bar'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { ProgressRow } from '@/lib/ui/feedback/progress-row'
import { SheetSkeleton, Skeleton } from '@/lib/ui/feedback/skeleton'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { PauseIcon, PlayIcon } from '@/lib/ui/icons'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { useListState } from '@/lib/ui/lists/use-list-state'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState } from '../../../../problem-state'
import { ShareText } from '../../share-text'
import { useRunTitle } from '../run-title'
import { endedOf, isOpen, partsOf, type Run, runState } from '../types'
import { useControlRun } from '../use-control-run'
import { RunCandidates } from './run-candidates'
import { RunLog } from './run-log'
import { RunRecords } from './run-records'

const paceMs = 5_000
const sections = ['candidates', 'records', 'log'] as const

interface RunPageProps {
  project: string
  id: string
  mayRun: boolean
}

/** One run: how far it is, what it gave in figures, and its candidates on a contact sheet. */
export function RunPage({ project, id, mayRun }: RunPageProps) {
  const { values } = useListState(['tab'] as const)
  const tab = sections.find((one) => one === values.tab) ?? 'candidates'
  const input = { project, id }
  const run = useQuery(
    query.generation.get.queryOptions({
      input,
      refetchInterval: ({ state: { data } }) => (data && isOpen(data) ? paceMs : false),
    }),
  )
  useLive(
    project,
    ['generation', 'review'],
    [query.generation.get.key({ input }), query.generation.candidates.key(), query.generation.tasks.key()],
  )
  if (run.error && !run.data)
    return (
      <Page>
        <ProblemState error={run.error} retry={() => void run.refetch()} />
      </Page>
    )
  if (!run.data)
    return (
      <Page>
        <Skeleton className="h-6 w-64" />
        <Skeleton className="h-1 w-full" />
        <Skeleton className="h-14 w-full" />
        <SheetSkeleton />
      </Page>
    )
  const header = <RunHeader project={project} run={run.data} mayRun={mayRun} tab={tab} />
  if (tab === 'records')
    return <RunRecords project={project} run={run.data} mayRun={mayRun} header={header} />
  if (tab === 'log' && mayRun) return <RunLog project={project} run={run.data} header={header} />
  return <RunCandidates project={project} run={run.data} header={header} />
}

interface RunHeaderProps {
  project: string
  run: Run
  mayRun: boolean
  tab: (typeof sections)[number]
}

function RunHeader({ project, run, mayRun, tab }: RunHeaderProps) {
  const t = useTranslations('generation')
  const progress = useTranslations('common.progress')
  const titleOf = useRunTitle()
  const control = useControlRun()
  const send = (wish: 'pause' | 'resume' | 'cancel') => control.mutate({ project, id: run.id, control: wish })
  const paused = run.status === 'paused'
  const steerable = mayRun && isOpen(run)
  const turn = () => send(paused ? 'resume' : 'pause')
  useKeys([
    {
      key: 'P',
      label: paused ? progress('resume') : progress('pause'),
      run: turn,
      disabled: !steerable || control.isPending,
    },
  ])
  const number = (value: number) => t('number', { value })
  const base = `/p/${project}/generation/${run.id}`
  return (
    <>
      <PageHeader
        title={titleOf(run)}
        about={
          <>
            {t('started')} <RelativeTime at={run.startedAt ?? run.createdAt} />
            {run.choice?.expansionRunId && ` ${t('fromExpansion')}`}
            {' · '}
            {t('seedIs', { seed: run.seed })}
          </>
        }
        actions={
          steerable ? (
            <>
              <Button
                hint="P"
                look="plain"
                icon={paused ? <PlayIcon /> : <PauseIcon />}
                busy={control.isPending}
                onClick={turn}
              >
                {paused ? progress('resume') : progress('pause')}
              </Button>
              <ConfirmButton
                look="plain"
                question={`${progress('cancelQuestion')} ${t('keptOnCancel', { count: run.candidates })}`}
                confirm={progress('cancelYes')}
                onConfirm={() => send('cancel')}
              >
                {progress('cancel')}
              </ConfirmButton>
            </>
          ) : (
            <ButtonLink look="main" href={`/p/${project}/desk`}>
              {t('judge')}
            </ButtonLink>
          )
        }
      />
      {isOpen(run) ? (
        <ProgressRow
          label={t('progress', { done: endedOf(run), total: run.total, candidates: run.candidates })}
          detail=""
          parts={partsOf(run)}
          total={run.total}
          state={runState[run.status]}
          ratePerSecond={run.ratePerSecond}
        />
      ) : (
        <Bar label={t(`status.${run.status}`)} parts={partsOf(run)} total={run.total} />
      )}
      {run.error && <ErrorState title={run.error} kept={t('keptOnCancel', { count: run.candidates })} />}
      <StatStrip
        stats={[
          {
            value: number(run.total),
            label:
              run.failed + run.refused > 0
                ? t('stat.recordsWithBad', { count: run.total, bad: run.failed + run.refused })
                : t('stat.records', { count: run.total }),
          },
          { value: number(run.candidates), label: t('stat.candidates') },
          {
            value: number(run.passed),
            label: (
              <>
                {t('stat.passed')} · <ShareText part={run.passed} whole={run.candidates} exact />
              </>
            ),
          },
          { value: number(run.judged), label: t('stat.judged') },
          {
            value: number(run.accepted),
            label: (
              <>
                {t('stat.accepted')}
                {run.judged > 0 && (
                  <>
                    {' · '}
                    <ShareText part={run.accepted} whole={run.judged} />
                  </>
                )}
              </>
            ),
          },
        ]}
      />
      <Tabs
        label={titleOf(run)}
        tabs={sections
          .filter((one) => one !== 'log' || mayRun)
          .map((one) => ({
            href: one === 'candidates' ? base : `${base}?tab=${one}`,
            label: t(`tabs.${one}`),
            current: one === tab,
          }))}
      />
    </>
  )
}
