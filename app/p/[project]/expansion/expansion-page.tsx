'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { Tabs } from '@/lib/ui/controls/tabs'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { SideBySide } from '@/lib/ui/lists/side-panel'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { PoolList } from './pool-list'
import { RecordList } from './record-list'
import { RecordPanel } from './record-panel'
import { StartForm } from './start-form'
import { Step } from './step'
import { useFilters } from './use-filters'

/** Approved seeds as records, word for word: a project can be generated from without any engine. */
const useSeedsAsRecords = (project: string) => {
  const t = useTranslations('expansion')
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => api.expansion.recordsFromSeeds({ project }),
    onError: (error) => toast({ kind: 'error', text: readProblem(error).message }),
    onSuccess: ({ made, skipped }) => {
      void queries.invalidateQueries({ queryKey: query.expansion.key() })
      toast({ text: t('seeds.made', { made, skipped }) })
    },
  })
}

export function ExpansionPage({ project, mayRun }: { project: string; mayRun: boolean }) {
  const t = useTranslations('expansion')
  const { filters, show, open, write, set } = useFilters()
  const about = useQuery(query.projects.get.queryOptions({ input: { project } }))
  const counts = useQuery(query.projects.counts.queryOptions({ input: { project } }))
  const seeds = useSeedsAsRecords(project)
  useLive(project, ['expansion'], [query.expansion.key(), query.projects.counts.key()])
  const begin = (kind: 'instructions' | 'records') => set({ write: write === kind ? null : kind })
  useKeys([
    { key: '1', label: t('step.instructions.start'), run: () => begin('instructions'), disabled: !mayRun },
    { key: '2', label: t('step.records.start'), run: () => begin('records'), disabled: !mayRun },
  ])
  const types = about.data?.editTypes ?? []
  const tab = (to: 'records' | 'pool') => `?show=${to}`

  return (
    <SideBySide
      panel={
        show === 'records' &&
        open && (
          <RecordPanel
            key={open}
            project={project}
            id={open}
            types={types}
            mayRemove={mayRun}
            filters={filters}
            onOpen={(id) => set({ open: id })}
            onClose={() => set({ open: null })}
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
              <Button busy={seeds.isPending} onClick={() => seeds.mutate()}>
                {t('seeds.button')}
              </Button>
            )
          }
        />
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
          {(['instructions', 'records'] as const).map((kind, index) => (
            <Step
              key={kind}
              project={project}
              kind={kind}
              number={index + 1}
              open={write === kind}
              count={counts.data?.[kind]}
              mayRun={mayRun}
              onStart={() => begin(kind)}
              onShow={(run) =>
                set({ show: kind === 'records' ? null : 'pool', run, open: null, removed: null })
              }
            />
          ))}
        </div>
        {mayRun && (write === 'instructions' || write === 'records') && (
          <StartForm
            key={write}
            project={project}
            kind={write}
            types={types.filter((type) => !type.archived)}
            onClose={() => set({ write: null })}
          />
        )}
        <Tabs
          label={t('tabs')}
          tabs={[
            {
              href: tab('records'),
              label: t('kind.records'),
              current: show === 'records',
              count: counts.data?.records,
            },
            {
              href: tab('pool'),
              label: t('kind.instructions'),
              current: show === 'pool',
              count: counts.data?.instructions,
            },
          ]}
        />
        {show === 'pool' ? (
          <PoolList project={project} filters={filters} set={set} types={types} mayRemove={mayRun} />
        ) : (
          <RecordList
            project={project}
            filters={filters}
            set={set}
            types={types}
            openId={open}
            mayRemove={mayRun}
          />
        )}
      </Page>
    </SideBySide>
  )
}
