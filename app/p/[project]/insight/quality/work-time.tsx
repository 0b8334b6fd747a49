'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { buttonClass } from '@/lib/ui/controls/button'
import { Select } from '@/lib/ui/controls/select'
import { TextField } from '@/lib/ui/controls/text-field'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { Table } from '@/lib/ui/lists/table'
import { ProblemState } from '../../../../problem-state'
import { Section } from '../../../../section'

const dayMs = 86_400_000
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)

const periods = ['day', 'week', 'month'] as const

/** What each person's work took in a period that one chooses, and the same as a file to pay by. Days are UTC's. */
export function WorkTime({ project }: { project: string }) {
  const t = useTranslations('quality.time')
  const format = useFormatter()
  const [today] = useState(() => Date.now())
  const [from, setFrom] = useState(isoDay(today - 27 * dayMs))
  const [to, setTo] = useState(isoDay(today))
  const [period, setPeriod] = useState<(typeof periods)[number]>('week')
  const isWhole = from !== '' && to !== '' && from <= to
  const choice = {
    from: `${from}T00:00:00Z`,
    // The last day is included.
    to: isWhole ? new Date(Date.parse(`${to}T00:00:00Z`) + dayMs).toISOString() : to,
    period,
  }
  const { data, error, refetch } = useQuery({
    ...query.insight.workTime.queryOptions({ input: { project, ...choice } }),
    enabled: isWhole,
    placeholderData: (before) => before,
  })
  const hours = (ms: number) =>
    format.number(ms / 3_600_000, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (
    <Section
      title={t('title')}
      about={t('about')}
      actions={
        <a
          className={buttonClass('outline')}
          href={`/api/v1/projects/${project}/work-time?${new URLSearchParams(choice)}`}
          aria-disabled={!isWhole || undefined}
          download
        >
          {t('download')}
        </a>
      }
    >
      <div className="grid max-w-xl grid-cols-3 gap-4 max-sm:grid-cols-2">
        <TextField
          label={t('from')}
          type="date"
          value={from}
          max={to}
          error={isWhole ? undefined : t('wrong')}
          onChange={({ target }) => setFrom(target.value)}
        />
        <TextField
          label={t('to')}
          type="date"
          value={to}
          min={from}
          onChange={({ target }) => setTo(target.value)}
        />
        <Select
          label={t('period')}
          value={period}
          options={periods.map((value) => ({ value, label: t(value) }))}
          onChange={({ target }) => setPeriod(periods.find((one) => one === target.value) ?? 'week')}
        />
      </div>
      {error && !data ? (
        <ProblemState error={error} retry={() => void refetch()} />
      ) : !data ? (
        isWhole && <TableSkeleton rows={4} />
      ) : data.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <Table
          label={t('title')}
          rows={data}
          keyOf={({ id, from: begun }) => `${id} ${begun}`}
          columns={[
            {
              key: 'from',
              header: t('begins'),
              cell: ({ from: begun }) => (
                <span className="whitespace-nowrap">
                  {format.dateTime(new Date(begun), { dateStyle: 'medium', timeZone: 'UTC' })}
                </span>
              ),
            },
            { key: 'name', header: t('person'), wide: true, cell: ({ name }) => name },
            {
              key: 'decisions',
              header: t('decisions'),
              numeric: true,
              cell: ({ decisions }) => format.number(decisions),
            },
            {
              key: 'seeds',
              header: t('seeds'),
              numeric: true,
              minor: true,
              cell: ({ seeds }) => format.number(seeds),
            },
            { key: 'hours', header: t('hours'), numeric: true, cell: ({ activeMs }) => hours(activeMs) },
          ]}
        />
      )}
    </Section>
  )
}
