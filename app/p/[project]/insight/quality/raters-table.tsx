'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { QualityView } from '@/lib/pipeline/insight/client'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { StatusDot, type StatusTone } from '@/lib/ui/feedback/status-dot'
import { toast } from '@/lib/ui/feedback/toast'
import { Table } from '@/lib/ui/lists/table'
import { toastProblem } from '../../../../problem-state'
import type { Rater } from '../../person/types'
import { ShareText } from '../../share-text'

const tones: Record<Rater['stage'], StatusTone> = {
  guidelines: 'waiting',
  quiz: 'waiting',
  trial: 'running',
  active: 'ok',
  paused: 'warn',
}

interface RatersTableProps {
  project: string
  raters: readonly Rater[]
  inferred: QualityView['inferred']
}

/** Everybody who judges: where they stand, and how right they are by known answers and by what others say. */
export function RatersTable({ project, raters, inferred }: RatersTableProps) {
  const t = useTranslations('quality')
  const client = useQueryClient()
  const move = useMutation(
    query.review.moveRater.mutationOptions({
      onSuccess: ({ name, stage }) => toast({ text: t('moved', { name, stage: t(`stage.${stage}`) }) }),
      onError: toastProblem,
      onSettled: () => client.invalidateQueries({ queryKey: query.review.raters.key() }),
    }),
  )
  return (
    <Table
      label={t('raters')}
      rows={raters}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          header: t('column.person'),
          wide: true,
          cell: ({ id, name }) => (
            <Link
              href={`/p/${project}/insight/quality/${id}`}
              className="inline-flex min-h-6 items-center font-semibold hover:underline"
            >
              {name}
            </Link>
          ),
        },
        {
          key: 'stage',
          header: t('column.stage'),
          cell: ({ stage, pausedReason, pauseNote }) => (
            <span className="flex items-center gap-2 whitespace-nowrap" title={pauseNote ?? undefined}>
              <StatusDot tone={tones[stage]} />
              {stage === 'paused' && pausedReason ? t(`paused.${pausedReason}`) : t(`stage.${stage}`)}
            </span>
          ),
        },
        {
          key: 'tags',
          header: t('column.tags'),
          minor: true,
          cell: ({ tags }) => <span className="text-muted">{tags.join(' ')}</span>,
        },
        {
          key: 'gold',
          header: t('column.gold'),
          numeric: true,
          minor: true,
          cell: ({ accuracy }) => <ShareText part={accuracy?.right ?? 0} whole={accuracy?.of ?? 0} />,
        },
        {
          key: 'left',
          header: t('column.goldLeft'),
          numeric: true,
          minor: true,
          cell: ({ goldLeft }) => t('number', { value: goldLeft }),
        },
        {
          key: 'inferred',
          header: t('column.inferred'),
          numeric: true,
          minor: true,
          cell: ({ id }) => {
            const one = inferred.find((each) => each.id === id)
            return one ? t('percent', { value: 100 * one.accuracy }) : '–'
          },
        },
        {
          key: 'do',
          header: <span className="sr-only">{t('column.do')}</span>,
          cell: ({ id, name, stage }) =>
            stage === 'paused' ? (
              <Button
                look="plain"
                busy={move.isPending && move.variables?.id === id}
                onClick={() => move.mutate({ project, id, to: 'active' })}
              >
                {t('resume')}
              </Button>
            ) : (
              <ConfirmButton
                look="plain"
                question={t('pauseQuestion', { name })}
                confirm={t('pauseYes')}
                onConfirm={() => move.mutate({ project, id, to: 'paused' })}
              >
                {t('pause')}
              </ConfirmButton>
            ),
        },
      ]}
    />
  )
}
