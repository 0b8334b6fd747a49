'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { useListState } from '@/lib/ui/lists/use-list-state'
import { useLive } from '@/lib/ui/live/use-live'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { useCandidateColumns, useCandidateTile } from '../candidate/use-candidate-rows'
import { LightTable } from '../light-table'
import { useEditTypes } from '../use-edit-types'
import { SampleBulk } from './sample-bulk'
import { SamplePanel } from './sample-panel'

const names = ['state', 'type', 'mode', 'text', 'look', 'open'] as const
const states = ['accepted', 'approved', 'rejected'] as const
const modes = ['free_form', 'region'] as const

/** What people accepted, for reviewers: the way from a good candidate to the dataset. */
export function SamplesPage({ project }: { project: string }) {
  const t = useTranslations('samples')
  const generation = useTranslations('generation')
  const state = useListState(names)
  const { values } = state
  const types = useEditTypes(project)
  const tile = useCandidateTile(types)
  const columns = useCandidateColumns(types)
  const counts = useQuery(query.projects.counts.queryOptions({ input: { project } }))
  const sampleState = states.find((one) => one === values.state)
  const mode = modes.find((one) => one === values.mode)
  const list = useInfiniteQuery(
    query.generation.candidates.infiniteOptions({
      input: (cursor: string | undefined) => ({
        project,
        limit: 60,
        ...(sampleState ? { sampleState } : { samples: true }),
        ...(mode && { mode }),
        ...(values.type && { editTypeId: values.type }),
        ...(values.text && { text: values.text }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  useLive(project, ['review'], [query.generation.candidates.key(), query.review.key()])
  const toApprove = counts.data?.toApprove ?? 0

  return (
    <LightTable
      label={t('title')}
      header={
        <PageHeader
          title={t('title')}
          about={t('about')}
          actions={
            <ButtonLink look={toApprove > 0 ? 'main' : 'outline'} href={`/p/${project}/desk?mode=approve`}>
              {t('queue', { count: toApprove })}
            </ButtonLink>
          }
        />
      }
      list={list}
      state={state}
      search={t('search')}
      choices={[
        {
          name: 'state',
          label: generation('filter.state'),
          options: states.map((value) => ({ value, label: generation(`state.${value}`) })),
        },
        { name: 'type', label: generation('filter.type'), options: types.options },
        {
          name: 'mode',
          label: generation('fact.mode'),
          options: modes.map((value) => ({ value, label: generation(`mode.${value}`) })),
        },
      ]}
      tile={tile}
      columns={columns}
      empty={(filtered) =>
        filtered ? (
          <EmptyState
            picture="search"
            action={
              <Button onClick={() => state.set({ state: null, type: null, mode: null, text: null })}>
                {t('empty.clear')}
              </Button>
            }
          >
            {t('empty.filtered')}
          </EmptyState>
        ) : (
          <EmptyState
            picture="pair"
            action={
              <ButtonLink look="main" href={`/p/${project}/desk`}>
                {t('empty.action')}
              </ButtonLink>
            }
          >
            {t('empty.text')}
          </EmptyState>
        )
      }
      panel={(sample, walk) => (
        <SamplePanel key={sample.id} project={project} sample={sample} walk={walk} types={types} />
      )}
      bulk={(rows, selection) => <SampleBulk project={project} samples={rows} clear={selection.clear} />}
    />
  )
}
