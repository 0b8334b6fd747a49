'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import type { YieldView } from '@/lib/pipeline/insight/client'
import { query } from '@/lib/ui/api/client'
import { Bar } from '@/lib/ui/feedback/bar'

/** Why candidates were rejected, in the project's own words. */
export function Reasons({ project, reasons }: { project: string; reasons: YieldView['reasons'] }) {
  const t = useTranslations('insight')
  const locale = useLocale()
  const { data } = useQuery(query.projects.get.queryOptions({ input: { project } }))
  if (reasons.length === 0) return <p className="text-muted">{t('noReasons')}</p>
  const most = Math.max(...reasons.map(({ count }) => count))
  const nameOf = (key: string) => {
    const reason = data?.settings.rejectReasons.find((one) => one.key === key)
    return (locale === 'zh' && reason?.labelZh) || reason?.label || key
  }
  return (
    <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1.5">
      {reasons.map(({ reason, count }) => (
        <div key={reason} className="contents">
          <dt className="text-muted">{nameOf(reason)}</dt>
          <dd aria-hidden>
            <Bar label={nameOf(reason)} total={most} parts={[{ value: count, tone: 'reject' }]} />
          </dd>
          <dd className="text-right tabular-nums">{t('number', { value: count })}</dd>
        </div>
      ))}
    </dl>
  )
}
