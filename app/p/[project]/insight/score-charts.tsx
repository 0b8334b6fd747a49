'use client'

import { useTranslations } from 'next-intl'
import type { ScoreSpread } from '@/lib/pipeline/insight/client'
import { shortScore } from '../candidate/scores'

const width = 240
const half = 36

/**
 * One small chart a score: accepted upwards, rejected downwards, each scaled by its own total, so that their shapes are
 * compared and not how many there are. The ticks are the medians.
 */
export function ScoreCharts({ spreads }: { spreads: readonly ScoreSpread[] }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-x-8 gap-y-6">
      {spreads.map((spread) => (
        <ScoreChart key={spread.score} spread={spread} />
      ))}
    </div>
  )
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

function ScoreChart({ spread }: { spread: ScoreSpread }) {
  const t = useTranslations('insight')
  const names = useTranslations('generation.score')
  const { score, low, high, accepted, rejected, acceptedMedian, rejectedMedian } = spread
  const [good, bad] = [sum(accepted), sum(rejected)]
  const most = Math.max(
    ...accepted.map((count) => (good > 0 ? count / good : 0)),
    ...rejected.map((count) => (bad > 0 ? count / bad : 0)),
    Number.EPSILON,
  )
  const step = width / accepted.length
  const bars = (counts: readonly number[], total: number, upwards: boolean) =>
    counts
      .map((count, bin) => {
        if (count === 0 || total === 0) return ''
        const height = Math.max(1, (half * count) / total / most)
        return `M${bin * step} ${half}h${step - 1}v${upwards ? -height : height}h${1 - step}z`
      })
      .join('')
  const tick = (median: number | null, upwards: boolean) =>
    median === null || high <= low
      ? ''
      : `M${(width * (median - low)) / (high - low)} ${half}v${upwards ? -half : half}`
  return (
    <figure className="flex flex-col gap-1">
      <figcaption className="font-semibold">{names(score)}</figcaption>
      <svg
        role="img"
        aria-label={t('chart', {
          score: names(score),
          accepted: shortScore(acceptedMedian),
          rejected: shortScore(rejectedMedian),
        })}
        viewBox={`0 0 ${width} ${2 * half}`}
        className="w-full overflow-visible"
        fill="currentColor"
      >
        <path d={bars(accepted, good, true)} className="text-accept" />
        <path d={bars(rejected, bad, false)} className="text-reject" />
        <path
          d={`M0 ${half}H${width}`}
          className="text-line-strong"
          stroke="currentColor"
          strokeWidth={0.5}
        />
        <path
          d={tick(acceptedMedian, true) + tick(rejectedMedian, false)}
          className="text-ink"
          stroke="currentColor"
          strokeWidth={1}
        />
      </svg>
      <p className="flex justify-between text-small text-muted tabular-nums">
        <span>{shortScore(low)}</span>
        <span>
          {t('medians', { accepted: shortScore(acceptedMedian), rejected: shortScore(rejectedMedian) })}
        </span>
        <span>{shortScore(high)}</span>
      </p>
    </figure>
  )
}
