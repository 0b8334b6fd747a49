'use client'

import { useTranslations } from 'next-intl'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { Table } from '@/lib/ui/lists/table'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ShareText } from '../share-text'
import { useRunTitle } from './run-title'
import { endedOf, type Run } from './types'

const tones = { done: 'ok', cancelled: 'neutral', failed: 'reject' } as const
const toneOf = (status: Run['status']) =>
  status === 'done' || status === 'cancelled' || status === 'failed' ? tones[status] : 'waiting'

/** What ended, in figures; a row opens its candidates. */
export function PastRuns({ runs, onOpen }: { runs: readonly Run[]; onOpen: (run: Run) => void }) {
  const t = useTranslations('generation')
  const number = (value: number) => t('number', { value })
  return (
    <Table
      label={t('past')}
      rows={runs}
      keyOf={({ id }) => id}
      onOpen={onOpen}
      columns={[
        {
          key: 'run',
          header: t('column.run'),
          wide: true,
          cell: (run) => (
            <span className="flex items-center gap-2">
              <StatusDot tone={toneOf(run.status)} label={t(`status.${run.status}`)} />
              <TitleOf run={run} />
              {run.error && <span className="truncate text-muted">{run.error}</span>}
            </span>
          ),
        },
        { key: 'records', header: t('column.records'), numeric: true, cell: (run) => number(endedOf(run)) },
        {
          key: 'bad',
          header: t('column.bad'),
          numeric: true,
          minor: true,
          cell: ({ failed, refused }) => number(failed + refused),
        },
        {
          key: 'candidates',
          header: t('column.candidates'),
          numeric: true,
          minor: true,
          cell: ({ candidates }) => number(candidates),
        },
        {
          key: 'passed',
          header: t('column.passed'),
          numeric: true,
          minor: true,
          cell: ({ passed, candidates }) => <ShareText part={passed} whole={candidates} exact />,
        },
        {
          key: 'accepted',
          header: t('column.accepted'),
          numeric: true,
          cell: ({ accepted }) => number(accepted),
        },
        {
          key: 'when',
          header: t('column.when'),
          numeric: true,
          cell: ({ finishedAt, createdAt }) => (
            <span className="text-muted">
              <RelativeTime at={finishedAt ?? createdAt} />
            </span>
          ),
        },
      ]}
    />
  )
}

function TitleOf({ run }: { run: Run }) {
  return <span className="truncate">{useRunTitle()(run)}</span>
}
