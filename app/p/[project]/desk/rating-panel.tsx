'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RatingScale } from '@/lib/pipeline/project/client'
import { Button } from '@/lib/ui/controls/button'
import { Kbd } from '@/lib/ui/keys/kbd'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { FloatingPanel } from './floating-panel'

export type Ratings = Readonly<Record<string, number>>

interface RatingPanelProps {
  scales: readonly RatingScale[]
  ratings: Ratings
  onRate: (ratings: Ratings) => void
  /** What Enter does once everything is rated: “Accept”, when that is what the person was about to do. */
  confirm: string
  onConfirm: () => void
  onClose: () => void
}

/** The steps of a scale, each with the key that gives it. */
export const stepsOf = (
  range: RatingScale['range'],
): readonly { readonly value: number; readonly key: string }[] => {
  if (range === '0-0.5-1')
    return [
      { value: 0, key: '0' },
      { value: 0.5, key: '5' },
      { value: 1, key: '1' },
    ]
  const [low, high] = range === '0-10' ? [0, 10] : [1, 5]
  return Array.from({ length: high - low + 1 }, (_, index) => {
    const value = low + index
    return { value, key: value === 10 ? 'X' : String(value) }
  })
}

export const allRated = (scales: readonly RatingScale[], ratings: Ratings | undefined): boolean =>
  scales.every(({ key }) => ratings?.[key] !== undefined)

/** The project's scales, one after the other: a digit rates and goes on to the next. */
export function RatingPanel(props: RatingPanelProps) {
  const t = useTranslations('desk')
  return (
    <FloatingPanel label={t('rate')}>
      <Scales {...props} />
    </FloatingPanel>
  )
}

function Scales({ scales, ratings, onRate, confirm, onConfirm, onClose }: RatingPanelProps) {
  const t = useTranslations('desk')
  const firstOpen = scales.findIndex(({ key }) => ratings[key] === undefined)
  const [at, setAt] = useState(Math.max(0, firstOpen))
  const scale = scales[at]
  const complete = allRated(scales, ratings)
  const rate = (index: number, value: number) => {
    const rated = scales[index]
    if (!rated) return
    onRate({ ...ratings, [rated.key]: value })
    setAt(Math.min(index + 1, scales.length - 1))
  }
  useKeys([
    ...(scale
      ? stepsOf(scale.range).map(({ value, key }) => ({
          key,
          label: String(value),
          run: () => rate(at, value),
        }))
      : []),
    { key: 'ArrowUp', label: t('scaleBefore'), run: () => setAt(Math.max(0, at - 1)) },
    { key: 'ArrowDown', label: t('scaleNext'), run: () => setAt(Math.min(scales.length - 1, at + 1)) },
    { key: 'Enter', label: confirm, run: onConfirm, disabled: !complete },
    { key: 'Escape', label: t('back'), run: onClose },
  ])
  return (
    <>
      {scales.map(({ key, range }, index) => (
        <fieldset key={key} className="flex flex-col gap-1" aria-current={index === at ? 'step' : undefined}>
          <legend className={index === at ? 'font-semibold' : 'text-muted'}>{t(`scale.${key}`)}</legend>
          <div className="flex flex-wrap gap-1">
            {stepsOf(range).map((step) => (
              <button
                key={step.value}
                type="button"
                aria-pressed={ratings[key] === step.value}
                onClick={() => rate(index, step.value)}
                className="flex min-h-8 min-w-8 items-center justify-center gap-1 rounded-m border border-line px-2 tabular-nums hover:bg-hover aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-surface [@media(pointer:coarse)]:min-h-11 [@media(pointer:coarse)]:min-w-11"
              >
                {String(step.value) !== step.key && index === at && <Kbd>{step.key}</Kbd>}
                {step.value}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      <div className="flex gap-2">
        <Button look="main" hint="Enter" disabled={!complete} onClick={onConfirm}>
          {confirm}
        </Button>
        <Button look="plain" hint="Escape" onClick={onClose}>
          {t('back')}
        </Button>
      </div>
    </>
  )
}
