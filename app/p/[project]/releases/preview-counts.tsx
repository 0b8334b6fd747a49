'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Bar } from '@/lib/ui/feedback/bar'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import type { Preview } from './types'

/** What the rules take, by what people ask of a dataset, and what they leave out. */
export function PreviewCounts({ preview, stale }: { preview: Preview; stale: boolean }) {
  const t = useTranslations('releases')
  const zh = useLocale() === 'zh'
  const count = (value: number) => t('count', { count: value })
  const heading = 'pb-2 font-semibold'
  return (
    <div
      aria-live="polite"
      aria-busy={stale}
      className={stale ? 'flex flex-col gap-6 opacity-60' : 'flex flex-col gap-6'}
    >
      <StatStrip
        stats={[
          { label: t('rows'), value: count(preview.rows) },
          { label: t('photographs'), value: count(preview.photographs) },
          ...preview.configurations.map(({ configuration, rows }) => ({
            label: t(`configuration.${configuration}`),
            value: count(rows),
          })),
        ]}
      />
      {preview.unlicensed > 0 && (
        <p role="status" className="flex items-center gap-2">
          <StatusDot tone="warn" />
          {t('unlicensedWarning', { count: preview.unlicensed })}
        </p>
      )}
      <section>
        <h2 className={heading}>{t('byType')}</h2>
        <ul className="flex flex-col gap-2">
          {preview.types.map(({ key, label, labelZh, considered, freeForm, region }) => (
            <li key={key} className="flex flex-col gap-1">
              <span className="flex justify-between gap-3">
                {zh && labelZh ? labelZh : label}
                <span className="text-muted tabular-nums">
                  {t('ofCount', { count: freeForm + region, total: considered })}
                </span>
              </span>
              <Bar
                label={label}
                total={Math.max(...preview.types.map((type) => type.considered), 1)}
                parts={[
                  { value: freeForm + region, tone: 'accent' },
                  { value: considered - freeForm - region, tone: 'done' },
                ]}
              />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className={heading}>{t('byLicence')}</h2>
        <ul className="flex flex-col">
          {preview.licences.map(({ licence, rows, photographs }) => (
            <li key={licence ?? ''} className="flex justify-between gap-3 border-b border-line py-1.5">
              {licence ?? t('unlicensed')}
              <span className="text-muted tabular-nums">{t('rowsOfPhotographs', { rows, photographs })}</span>
            </li>
          ))}
        </ul>
      </section>
      {preview.splits.filter(({ rows }) => rows > 0).length > 1 && (
        <section>
          <h2 className={heading}>{t('splits')}</h2>
          <p className="flex flex-wrap gap-x-6 tabular-nums">
            {preview.splits.map(({ split, rows }) => (
              <span key={split}>
                {t(`split.${split}`)} <span className="text-muted">{count(rows)}</span>
              </span>
            ))}
          </p>
        </section>
      )}
      {preview.excluded.length > 0 && (
        <section>
          <h2 className={heading}>{t('leftOut')}</h2>
          <ul className="flex flex-col">
            {preview.excluded.map(({ reason, rows }) => (
              <li key={reason} className="flex justify-between gap-3 border-b border-line py-1.5">
                {t(`reason.${reason}`)}
                <span className="text-muted tabular-nums">{count(rows)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
