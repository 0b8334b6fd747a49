'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { RelativeTime } from '@/lib/ui/words/relative-time'

const tones = {
  accept: 'ok',
  approve: 'accept',
  reject: 'reject',
  overturn: 'reject',
  pick: 'ok',
  fix: 'warn',
  back: 'warn',
} as const

/** Every decision on the item that a candidate was judged in, oldest first. */
export function SampleHistory({ project, candidateId }: { project: string; candidateId: string }) {
  const t = useTranslations('samples')
  const item = useQuery(query.review.itemOf.queryOptions({ input: { project, id: candidateId } }))
  const history = useQuery(
    query.review.history.queryOptions({
      input: { project, id: item.data?.id ?? '' },
      enabled: Boolean(item.data),
    }),
  )
  if (item.data === null) return <p className="text-small text-muted">{t('byFilter')}</p>
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('history')}</h3>
      {!history.data && <Skeleton className="h-8 w-full" />}
      <ol className="flex flex-col gap-3 text-small">
        {history.data?.map((decision) => (
          <li key={decision.id} className="flex gap-2">
            <StatusDot tone={tones[decision.verdict]} className="mt-[3px]" />
            <div className="min-w-0">
              <p>
                {t(`verdict.${decision.verdict}`)}
                <span className="text-muted">
                  {' · '}
                  {decision.actor?.name ?? t('system')}
                  {' · '}
                  <RelativeTime at={decision.createdAt} />
                </span>
              </p>
              {decision.reasons.length > 0 && <p className="text-muted">{decision.reasons.join(', ')}</p>}
              {decision.comment && <p>“{decision.comment}”</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
