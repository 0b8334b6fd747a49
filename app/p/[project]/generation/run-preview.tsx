'use client'

import { useTranslations } from 'next-intl'
import type { Api } from '@/lib/ui/api/client'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { ProblemState } from '../../../problem-state'

interface RunPreviewProps {
  data: Awaited<ReturnType<Api['generation']['preview']>> | undefined
  error: unknown
  /** The figures are of an earlier choice. */
  stale: boolean
}

/** What the run would take, and what the engine says it cannot do, before anything is begun. */
export function RunPreview({ data, error, stale }: RunPreviewProps) {
  const t = useTranslations('generation.new')
  if (error) return <ProblemState error={error} retry={() => undefined} />
  if (!data) return <Skeleton className="h-16 w-full" />
  const { records, candidates, sampled, refusedInSample: refused } = data
  return (
    <section aria-label={t('preview')} aria-busy={stale} className={stale ? 'opacity-60' : undefined}>
      <StatStrip
        stats={[
          { label: t('records', { count: records }), value: t('number', { value: records }) },
          { label: t('candidates', { count: candidates }), value: t('number', { value: candidates }) },
        ]}
      />
      {records === 0 && <p className="mt-3 text-muted">{t('none')}</p>}
      {refused.length > 0 && (
        <details className="mt-3">
          <summary>{t('refused', { refused: refused.length, sampled })}</summary>
          <ul className="mt-2 flex flex-col gap-2 text-small">
            {refused.slice(0, 20).map(({ instruction, reason }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two records may say the same, and the list is replaced whole
              <li key={index}>
                “{instruction}”<span className="block text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {records > 0 && refused.length === 0 && <p className="mt-3 text-small text-muted">{t('allFine')}</p>}
    </section>
  )
}
