'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import { useListState } from '@/lib/ui/lists/use-list-state'
import { CandidateDetail } from '../../candidate/candidate-detail'
import { useCandidateColumns, useCandidateTile } from '../../candidate/use-candidate-rows'
import { LightTable } from '../../light-table'
import { useEditTypes } from '../../use-edit-types'
import { isOpen, type Run } from '../types'

const names = ['filter', 'type', 'state', 'text', 'look', 'open'] as const
const states = ['none', 'accepted', 'approved', 'rejected'] as const
const filters = ['passed', 'kept', 'stopped'] as const

interface RunCandidatesProps {
  project: string
  run: Run
  header: ReactNode
}

/** What a run made, newest first. */
export function RunCandidates({ project, run, header }: RunCandidatesProps) {
  const t = useTranslations('generation')
  const state = useListState(names)
  const { values } = state
  const types = useEditTypes(project)
  const tile = useCandidateTile(types)
  const columns = useCandidateColumns(types)
  const sampleState = states.find((one) => one === values.state)
  const list = useInfiniteQuery(
    query.generation.candidates.infiniteOptions({
      input: (cursor: string | undefined) => ({
        project,
        runId: run.id,
        limit: 60,
        ...(values.filter === 'passed' && { passed: true }),
        ...(values.filter === 'stopped' && { passed: false }),
        ...(values.filter === 'kept' && { kept: true }),
        ...(sampleState && { sampleState }),
        ...(values.type && { editTypeId: values.type }),
        ...(values.text && { text: values.text }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  return (
    <LightTable
      label={t('tabs.candidates')}
      header={header}
      list={list}
      state={state}
      search={t('search')}
      choices={[
        {
          name: 'filter',
          label: t('filter.filter'),
          options: filters.map((value) => ({ value, label: t(`filter.${value}`) })),
        },
        { name: 'type', label: t('filter.type'), options: types.options },
        {
          name: 'state',
          label: t('filter.state'),
          options: states.map((value) => ({ value, label: t(`state.${value}`) })),
        },
      ]}
      tile={tile}
      columns={columns}
      empty={(filtered) =>
        filtered ? (
          <EmptyState
            picture="search"
            action={
              <Button onClick={() => state.set({ filter: null, type: null, state: null, text: null })}>
                {t('empty.clear')}
              </Button>
            }
          >
            {t('empty.filtered')}
          </EmptyState>
        ) : (
          <EmptyState picture="pair">{t(isOpen(run) ? 'empty.soon' : 'empty.nothing')}</EmptyState>
        )
      }
      panel={(candidate, walk) => (
        <SidePanel
          key={candidate.id}
          title={candidate.instruction}
          onClose={walk.onClose}
          onPrevious={walk.onPrevious}
          onNext={walk.onNext}
        >
          <CandidateDetail project={project} candidate={candidate} types={types} />
        </SidePanel>
      )}
    />
  )
}
