'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { ButtonLink } from '@/lib/ui/controls/button'
import { Chip } from '@/lib/ui/controls/chip'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { toast } from '@/lib/ui/feedback/toast'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import { Thumb } from '@/lib/ui/lists/thumb'
import { useListState } from '@/lib/ui/lists/use-list-state'
import { useLive } from '@/lib/ui/live/use-live'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { WordDiff } from '@/lib/ui/words/word-diff'
import { toastProblem } from '../../../../problem-state'
import { LightTable } from '../../light-table'
import { useEditTypes } from '../../use-edit-types'
import { SeedTabs } from '../seed-tabs'

const names = ['origin', 'look', 'open'] as const
const origins = ['seed', 'sample'] as const
const isOrigin = (value: string | undefined): value is (typeof origins)[number] =>
  origins.some((origin) => origin === value)

/** What the language model sees in context: approved seeds, and samples that came back. */
export function ExemplarsPage({ project, mayRetire }: { project: string; mayRetire: boolean }) {
  const t = useTranslations('seeds')
  const state = useListState(names)
  const client = useQueryClient()
  const types = useEditTypes(project)
  const { origin } = state.values
  const list = useInfiniteQuery(
    query.seeds.exemplars.infiniteOptions({
      input: (cursor: string | undefined) => ({
        project,
        limit: 60,
        ...(isOrigin(origin) && { origin }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  useLive(project, ['seeds'], [query.seeds.exemplars.key()])
  const retire = useMutation(
    query.seeds.retireExemplar.mutationOptions({
      onError: toastProblem,
      onSuccess: () => toast({ text: t('exemplar.retired') }),
      onSettled: () => client.invalidateQueries({ queryKey: query.seeds.exemplars.key() }),
    }),
  )
  return (
    <LightTable
      label={t('tabs.exemplars')}
      header={
        <>
          <PageHeader title={t('title')} about={t('exemplar.about')} />
          <SeedTabs project={project} current="exemplars" />
        </>
      }
      list={list}
      state={state}
      choices={[
        {
          name: 'origin',
          label: t('exemplar.origin'),
          options: origins.map((value) => ({ value, label: t(`exemplar.${value}`) })),
        },
      ]}
      tile={(row) => ({
        src: row.image.thumbUrl,
        alt: row.sourceCaption,
        title: row.instruction,
        detail: `${types.labelOf(row.editType)} · ${t(`exemplar.${row.origin}`)}`,
      })}
      columns={[
        { key: 'instruction', header: t('field.instruction'), wide: true, cell: (row) => row.instruction },
        { key: 'type', header: t('filter.type'), minor: true, cell: (row) => types.labelOf(row.editType) },
        { key: 'origin', header: t('exemplar.origin'), cell: (row) => t(`exemplar.${row.origin}`) },
        {
          key: 'when',
          header: t('exemplar.since'),
          numeric: true,
          cell: (row) => (
            <span className="text-muted">
              <RelativeTime at={row.createdAt} />
            </span>
          ),
        },
      ]}
      empty={() => (
        <EmptyState
          picture="many"
          action={
            <ButtonLink look="main" href={`/p/${project}/seeds?status=submitted`}>
              {t('exemplar.emptyAction')}
            </ButtonLink>
          }
        >
          {t('exemplar.empty')}
        </EmptyState>
      )}
      panel={(row, walk) => (
        <SidePanel
          key={row.id}
          title={t('exemplar.one')}
          onClose={walk.onClose}
          onPrevious={walk.onPrevious}
          onNext={walk.onNext}
          actions={
            mayRetire && (
              <ConfirmButton
                look="reject"
                busy={retire.isPending}
                question={t('exemplar.retireQuestion')}
                confirm={t('exemplar.retire')}
                onConfirm={() => retire.mutate({ project, id: row.id }, { onSuccess: walk.onwards })}
              >
                {t('exemplar.retire')}
              </ConfirmButton>
            )
          }
        >
          <Thumb src={row.image.thumbUrl} alt={row.sourceCaption} />
          <div className="flex flex-wrap items-center gap-2">
            <Chip>{types.labelOf(row.editType)}</Chip>
            {row.editObject && <Chip>{row.editObject}</Chip>}
            <Chip>{t(`exemplar.${row.origin}`)}</Chip>
            <span className="ml-auto">
              <CopyId id={row.id} />
            </span>
          </div>
          <p className="text-title font-semibold text-balance">{row.instruction}</p>
          <div>
            <p className="mb-1 text-small text-muted">{t('field.captions')}</p>
            <WordDiff from={row.sourceCaption} to={row.targetCaption} />
          </div>
        </SidePanel>
      )}
    />
  )
}
