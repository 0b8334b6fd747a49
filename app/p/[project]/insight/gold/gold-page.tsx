'use client'

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { ProblemState, toastProblem } from '../../../../problem-state'
import { ShareText } from '../../share-text'
import { InsightTabs } from '../insight-tabs'

/** How many of the latest reviewed items one press makes gold items. */
const atOnce = 50

/** The items whose answer is known: how people answer each, and which of them to retire. */
export function GoldPage({ project }: { project: string }) {
  const t = useTranslations('quality.gold')
  const locale = useLocale()
  const client = useQueryClient()
  const settings = useQuery(query.projects.get.queryOptions({ input: { project } }))
  const golds = useInfiniteQuery(
    query.review.gold.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const refresh = () => client.invalidateQueries({ queryKey: query.review.gold.key() })
  const add = useMutation(
    query.review.addReviewedGold.mutationOptions({
      onSuccess: ({ added }) => toast({ text: t('added', { count: added }) }),
      onError: toastProblem,
      onSettled: refresh,
    }),
  )
  const retire = useMutation(
    query.review.retireGold.mutationOptions({ onError: toastProblem, onSettled: refresh }),
  )
  const addMore = () => add.mutate({ project, count: atOnce })
  useKeys([{ key: 'n', label: t('add'), run: addMore, disabled: add.isPending }])
  const rows = golds.data?.pages.flatMap(({ items }) => items)
  const review = settings.data?.settings.review
  const reasonOf = (key: string) => {
    const reason = settings.data?.settings.rejectReasons.find((one) => one.key === key)
    return (locale === 'zh' && reason?.labelZh) || reason?.label || key
  }
  const main = (
    <Button look="main" hint="N" busy={add.isPending} onClick={addMore}>
      {t('add')}
    </Button>
  )
  return (
    <Page>
      <PageHeader title={t('title')} about={t('about')} actions={rows && rows.length > 0 && main} />
      <InsightTabs project={project} current="gold" />
      {review && (
        <p className="text-muted">
          {t(review.goldShare > 0 ? 'share' : 'noShare', { share: 100 * review.goldShare })}{' '}
          <Link href={`/p/${project}/settings#review`} className="text-ink underline underline-offset-2">
            {t('change')}
          </Link>
        </p>
      )}
      {golds.error && !rows ? (
        <ProblemState error={golds.error} retry={() => void golds.refetch()} />
      ) : !rows ? (
        <TableSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState picture="done" action={main}>
          {t('none')}
        </EmptyState>
      ) : (
        <Table
          label={t('title')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'instruction',
              header: t('instruction'),
              wide: true,
              cell: ({ instruction, thumbUrl, retired }) => (
                <span className="flex items-center gap-2.5">
                  {thumbUrl && (
                    // biome-ignore lint/performance/noImgElement: a stored thumbnail of its final size
                    <img
                      src={thumbUrl}
                      alt=""
                      width={28}
                      height={28}
                      loading="lazy"
                      className="size-7 rounded-s object-contain"
                    />
                  )}
                  <span className={retired ? 'truncate text-faint line-through' : 'truncate'}>
                    {instruction}
                  </span>
                </span>
              ),
            },
            {
              key: 'answer',
              header: t('answer'),
              cell: ({ verdict, reasons }) => (
                <span
                  className="flex items-center gap-2 whitespace-nowrap"
                  title={reasons.map(reasonOf).join(', ')}
                >
                  <StatusDot tone={verdict} />
                  {t(verdict)}
                </span>
              ),
            },
            {
              key: 'right',
              header: t('right'),
              numeric: true,
              cell: ({ right, answers }) => <ShareText part={right} whole={answers} />,
            },
            {
              key: 'answers',
              header: t('answers'),
              numeric: true,
              minor: true,
              cell: ({ answers }) => answers,
            },
            {
              key: 'flagged',
              header: t('flagged'),
              numeric: true,
              minor: true,
              cell: ({ flagged }) => (flagged > 0 ? flagged : '–'),
            },
            {
              key: 'retire',
              header: <span className="sr-only">{t('retire')}</span>,
              cell: ({ id, retired }) => (
                <Button look="plain" onClick={() => retire.mutate({ project, id, retired: !retired })}>
                  {t(retired ? 'restore' : 'retire')}
                </Button>
              ),
            },
          ]}
        />
      )}
      <LoadMore
        hasMore={golds.hasNextPage}
        loading={golds.isFetchingNextPage}
        onMore={() => void golds.fetchNextPage()}
      />
    </Page>
  )
}
