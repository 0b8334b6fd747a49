'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { useListState } from '@/lib/ui/lists/use-list-state'
import { useLive } from '@/lib/ui/live/use-live'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { LightTable } from '../light-table'
import { useEditTypes } from '../use-edit-types'
import { SeedBulk } from './seed-bulk'
import { SeedPanel } from './seed-panel'
import { SeedTabs } from './seed-tabs'
import { type Seed, seedStates, seedTones } from './types'

const names = ['status', 'type', 'author', 'text', 'look', 'open'] as const
const isState = (value: string | undefined): value is (typeof seedStates)[number] =>
  seedStates.some((state) => state === value)

const pageSize = 60

/** Everybody whose seed is on screen, as choices of a filter: no list of people is asked for. */
const authorsOf = (seeds: readonly Seed[]) =>
  [...new Map(seeds.flatMap(({ author }) => (author ? [[author.id, author.name]] : [])))].map(
    ([value, label]) => ({ value, label }),
  )

/** What raters wrote, for reviewers: judged one by one beside the list, or many at once. */
export function SeedsPage({ project }: { project: string }) {
  const t = useTranslations('seeds')
  const state = useListState(names)
  const { values } = state
  const types = useEditTypes(project)
  const list = useInfiniteQuery(
    query.seeds.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        project,
        limit: pageSize,
        ...(isState(values.status) && { status: values.status }),
        ...(values.type && { editTypeId: values.type }),
        ...(values.author && { authorId: values.author }),
        ...(values.text && { text: values.text }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  useLive(project, ['seeds'], [query.seeds.key()])
  const seeds = list.data?.pages.flatMap(({ items }) => items) ?? []

  return (
    <LightTable
      label={t('title')}
      header={
        <>
          <PageHeader
            title={t('title')}
            about={t('about')}
            actions={
              <Button
                onClick={() => state.set({ status: values.status === 'submitted' ? null : 'submitted' })}
                aria-pressed={values.status === 'submitted'}
              >
                {t('onlySubmitted')}
              </Button>
            }
          />
          <SeedTabs project={project} current="seeds" />
        </>
      }
      list={list}
      state={state}
      search={t('search')}
      choices={[
        {
          name: 'status',
          label: t('filter.status'),
          options: seedStates.map((value) => ({ value, label: t(`status.${value}`) })),
        },
        { name: 'type', label: t('filter.type'), options: types.options },
        { name: 'author', label: t('filter.author'), options: authorsOf(seeds) },
      ]}
      tile={(seed) => ({
        src: seed.image.thumbUrl,
        alt: seed.sourceCaption,
        title: seed.instruction || t('untitled'),
        detail: [seed.editType && types.labelOf(seed.editType), seed.author?.name]
          .filter(Boolean)
          .join(' · '),
        status: { tone: seedTones[seed.status], label: t(`status.${seed.status}`) },
      })}
      columns={[
        {
          key: 'status',
          header: t('filter.status'),
          cell: ({ status }) => (
            <span className="flex items-center gap-2 whitespace-nowrap">
              <StatusDot tone={seedTones[status]} />
              {t(`status.${status}`)}
            </span>
          ),
        },
        { key: 'instruction', header: t('field.instruction'), wide: true, cell: (seed) => seed.instruction },
        {
          key: 'type',
          header: t('filter.type'),
          minor: true,
          cell: ({ editType }) =>
            editType && <span className="whitespace-nowrap">{types.labelOf(editType)}</span>,
        },
        {
          key: 'author',
          header: t('filter.author'),
          minor: true,
          cell: ({ author }) => <span className="whitespace-nowrap">{author?.name}</span>,
        },
        {
          key: 'when',
          header: t('field.when'),
          numeric: true,
          cell: (seed) => (
            <span className="text-muted">
              <RelativeTime at={seed.submittedAt ?? seed.createdAt} />
            </span>
          ),
        },
      ]}
      empty={(filtered) =>
        filtered ? (
          <EmptyState
            picture="search"
            action={
              <Button onClick={() => state.set({ status: null, type: null, author: null, text: null })}>
                {t('empty.clear')}
              </Button>
            }
          >
            {t('empty.filtered')}
          </EmptyState>
        ) : (
          <EmptyState
            picture="sentence"
            action={
              <ButtonLink look="main" href={`/p/${project}/author`}>
                {t('empty.action')}
              </ButtonLink>
            }
          >
            {t('empty.text')}
          </EmptyState>
        )
      }
      panel={(seed, walk) => (
        <SeedPanel key={seed.id} project={project} seed={seed} walk={walk} types={types} />
      )}
      bulk={(rows, selection) => <SeedBulk project={project} seeds={rows} clear={selection.clear} />}
    />
  )
}
