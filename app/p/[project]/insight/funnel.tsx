import { useTranslations } from 'next-intl'
import type { YieldView } from '@/lib/pipeline/insight/client'
import { Bar } from '@/lib/ui/feedback/bar'

/**
 * How many there are at each stage. Lengths are on a logarithmic scale, since a line grows and shrinks by factors; the
 * share beside a number is of the stage that it is chosen from, where it is chosen from one.
 */
export function Funnel({ stages }: { stages: YieldView['stages'] }) {
  const t = useTranslations('insight')
  const countOf = Object.fromEntries(stages.map(({ stage, count }) => [stage, count]))
  const chosenFrom: Partial<Record<string, string>> = {
    captioned: 'images',
    passed: 'candidates',
    kept: 'passed',
    approved: 'accepted',
  }
  const scale = (count: number) => Math.log10(1 + count)
  const most = Math.max(...stages.map(({ count }) => scale(count)), 1)
  return (
    <dl className="grid grid-cols-[auto_1fr_auto_3.5rem] items-center gap-x-3 gap-y-1.5">
      {stages.map(({ stage, count }) => {
        const from = chosenFrom[stage]
        const whole = from ? (countOf[from] ?? 0) : 0
        return (
          <div key={stage} className="contents">
            <dt className="text-muted">{t(`stage.${stage}`)}</dt>
            <dd aria-hidden>
              <Bar
                label={t(`stage.${stage}`)}
                total={most}
                parts={[
                  {
                    value: scale(count),
                    tone: stage === 'accepted' || stage === 'approved' ? 'accept' : 'done',
                  },
                ]}
              />
            </dd>
            <dd className="text-right tabular-nums">{t('number', { value: count })}</dd>
            <dd className="text-right text-small text-muted tabular-nums">
              {whole > 0 && t('percent', { value: ((100 * count) / whole).toFixed(1) })}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
