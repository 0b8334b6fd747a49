'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import type { DeskItem } from './use-desk-queue'

type Candidate = DeskItem['candidates'][number]

const scoreNames = [
  'ssim',
  'l1',
  'l2',
  'perceptual',
  'insideShare',
  'clipSimSource',
  'clipSimTarget',
  'clipSimDir',
  'clipSimImage',
  'dinov2Sim',
] as const

/** What machines say of a candidate: the engine and its operation, the scores, the filter's word on each rule. */
export function FactsPanel({ candidate }: { candidate: Candidate }) {
  const t = useTranslations('desk.facts')
  const format = useFormatter()
  const number = (value: number) => format.number(value, { maximumSignificantDigits: 3 })
  const { scores, verdict, generator, isModel, operation, seed, passed } = candidate
  return (
    <aside
      aria-label={t('title')}
      className="absolute top-3 right-3 z-10 flex max-h-[calc(100%-1.5rem)] w-72 max-w-[calc(100%-1.5rem)] flex-col gap-3 overflow-y-auto rounded-l border border-line bg-raised p-4 text-small shadow-float"
    >
      <div>
        <h2 className="text-body font-semibold">{t('title')}</h2>
        <p className="text-muted">{t(isModel ? 'model' : 'notModel', { generator })}</p>
        <p className="text-muted">{t('operation', { operation, seed: String(seed) })}</p>
      </div>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5">
        {scoreNames.map((name) => {
          const value = scores[name]
          return (
            <div key={name} className="contents">
              <dt className="text-muted">{t(`score.${name}`)}</dt>
              <dd className="text-right tabular-nums">{value === null ? t('none') : number(value)}</dd>
            </div>
          )
        })}
      </dl>
      <div>
        <h3 className="flex items-center gap-2 font-semibold">
          <StatusDot tone={passed ? 'ok' : 'warn'} />
          {t(passed ? 'passed' : 'failed')}
        </h3>
        {verdict.length === 0 && <p className="text-muted">{t('noRules')}</p>}
        <ul>
          {verdict.map(({ rule, value, bound, pass }) => (
            <li key={rule} className="flex items-center gap-2">
              <StatusDot tone={pass ? 'ok' : 'warn'} label={t(pass ? 'rulePassed' : 'ruleFailed')} />
              <span className="min-w-0 flex-1 truncate text-muted">{rule}</span>
              <span className="tabular-nums">{`${number(value)} / ${number(bound)}`}</span>
            </li>
          ))}
        </ul>
      </div>
    </aside>
  )
}
