'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { useListState } from '@/lib/ui/lists/use-list-state'
import { useLive } from '@/lib/ui/live/use-live'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { LightTable } from '../light-table'
import { RegionPanel } from './region-panel'
import { regionStates, regionTones } from './types'

const names = ['status', 'offered', 'text', 'look', 'open'] as const
const offers = ['yes', 'no'] as const

/** Every region of the project with its masks, and why the refused ones were refused. */
export function RegionsPage({ project }: { project: string }) {
  const t = useTranslations('regions')
  const format = useFormatter()
  const state = useListState(names)
  const { values } = state
  const status = regionStates.find((one) => one === values.status)
  const list = useInfiniteQuery(
    query.regions.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        project,
        limit: 60,
        ...(status && { status }),
        ...(values.offered && { labelled: values.offered === 'yes' }),
        ...(values.text && { label: values.text }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  useLive(project, ['regions'], [query.regions.key()])
  const percent = (share: number | null) =>
    share === null ? '–' : format.number(share, { style: 'percent', maximumFractionDigits: 1 })

  return (
    <LightTable
      label={t('title')}
      header={<PageHeader title={t('title')} about={t('about')} />}
      list={list}
      state={state}
      search={t('search')}
      choices={[
        {
          name: 'status',
          label: t('filter.status'),
          options: regionStates.map((value) => ({ value, label: t(`status.${value}`) })),
        },
        {
          name: 'offered',
          label: t('filter.offered'),
          options: offers.map((value) => ({ value, label: t(`offered.${value}`) })),
        },
      ]}
      tile={(region) => ({
        src: region.frameUrl ?? region.image.thumbUrl,
        alt: region.label,
        title: region.label,
        detail: region.status === 'refused' ? region.reason : percent(region.areaFraction),
        status: { tone: regionTones[region.status], label: t(`status.${region.status}`) },
      })}
      columns={[
        {
          key: 'status',
          header: t('filter.status'),
          cell: (region) => (
            <span className="flex items-center gap-2 whitespace-nowrap">
              <StatusDot tone={regionTones[region.status]} />
              {t(`status.${region.status}`)}
            </span>
          ),
        },
        {
          key: 'label',
          header: t('column.label'),
          wide: true,
          cell: ({ label, reason }) => (
            <span title={reason ?? undefined}>
              {label}
              {reason && <span className="ml-3 text-muted">{reason}</span>}
            </span>
          ),
        },
        {
          key: 'offered',
          header: t('filter.offered'),
          minor: true,
          cell: ({ labelled }) => t(`offered.${labelled ? 'yes' : 'no'}`),
        },
        {
          key: 'engine',
          header: t('column.engine'),
          minor: true,
          cell: ({ engine }) => <span className="whitespace-nowrap">{engine ?? '–'}</span>,
        },
        {
          key: 'time',
          header: t('column.time'),
          numeric: true,
          minor: true,
          cell: ({ engineMs }) => (engineMs === null ? '–' : t('ms', { ms: engineMs })),
        },
        {
          key: 'area',
          header: t('column.area'),
          numeric: true,
          cell: ({ areaFraction }) => percent(areaFraction),
        },
      ]}
      empty={(filtered) =>
        filtered ? (
          <EmptyState
            picture="search"
            action={
              <Button onClick={() => state.set({ status: null, offered: null, text: null })}>
                {t('empty.clear')}
              </Button>
            }
          >
            {t('empty.filtered')}
          </EmptyState>
        ) : (
          <EmptyState
            picture="region"
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
      panel={(region, walk) => <RegionPanel key={region.id} project={project} region={region} walk={walk} />}
    />
  )
}
