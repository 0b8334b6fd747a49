'use client'

import { useTranslations } from 'next-intl'
import { Bar } from '@/lib/ui/feedback/bar'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import type { Release } from './types'

type Counts = NonNullable<Release['counts']>

/** What a sealed release holds: types, licences of photographs, models. */
export function ReleaseContents({ counts }: { counts: Counts }) {
  const t = useTranslations('releases')
  const most = Math.max(...counts.types.map(({ freeForm, region }) => freeForm + region), 1)
  const unlicensed = counts.licences.find(({ licence }) => licence === null)
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <section>
        <h2 className="pb-2 font-semibold">{t('byType')}</h2>
        <ul className="flex flex-col gap-2">
          {counts.types.map(({ type, title, freeForm, region }) => (
            <li key={type} className="flex flex-col gap-1">
              <span className="flex justify-between gap-3">
                {title}
                <span className="text-muted tabular-nums">{t('count', { count: freeForm + region })}</span>
              </span>
              <Bar label={title} total={most} parts={[{ value: freeForm + region, tone: 'accent' }]} />
            </li>
          ))}
        </ul>
      </section>
      <section className="flex flex-col gap-4">
        <div>
          <h2 className="pb-2 font-semibold">{t('byLicence')}</h2>
          <ul>
            {counts.licences.map(({ licence, rows, photographs }) => (
              <li key={licence ?? ''} className="flex justify-between gap-3 border-b border-line py-1.5">
                {licence ?? t('unlicensed')}
                <span className="text-muted tabular-nums">
                  {t('rowsOfPhotographs', { rows, photographs })}
                </span>
              </li>
            ))}
          </ul>
          {unlicensed && (
            <p className="flex items-center gap-2 pt-2">
              <StatusDot tone="warn" />
              {t('unlicensedWarning', { count: unlicensed.photographs })}
            </p>
          )}
        </div>
        <div>
          <h2 className="pb-2 font-semibold">{t('models')}</h2>
          {counts.models.length === 0 && <p className="text-muted">{t('noModels')}</p>}
          <ul>
            {counts.models.map(({ name, digest, licence }) => (
              <li
                key={`${name} ${digest}`}
                className="flex justify-between gap-3 border-b border-line py-1.5"
              >
                {name}
                <span className="text-muted">{licence}</span>
              </li>
            ))}
          </ul>
        </div>
      </section>
    </div>
  )
}
