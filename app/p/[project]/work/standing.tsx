'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { StandingView } from '@/lib/pipeline/review/client'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { Bar } from '@/lib/ui/feedback/bar'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { toastProblem } from '../../../problem-state'

interface StandingProps {
  project: string
  standing: StandingView
}

/** What stands between a person and real work: the steps of the onboarding, a pause, or a day that is full. */
export function Standing({ project, standing }: StandingProps) {
  const t = useTranslations('work.standing')
  const client = useQueryClient()
  const read = useMutation(
    query.review.readGuidelines.mutationOptions({
      onError: toastProblem,
      onSettled: () => client.invalidateQueries({ queryKey: query.review.key() }),
    }),
  )
  const { stage, pausedReason, pauseNote, steps, today, dailyLimit } = standing
  const isFull = dailyLimit !== null && today >= dailyLimit
  if (stage === 'active' && !isFull) return null
  return (
    <section aria-label={t('title')} className="flex flex-col items-start gap-2 border-y border-line py-4">
      <h2 className="flex items-center gap-2 font-semibold">
        <StatusDot tone={stage === 'paused' ? 'warn' : 'waiting'} />
        {t(stage === 'active' ? 'full' : `${stage}.title`)}
      </h2>
      <p className="text-muted">
        {stage === 'paused'
          ? t(`paused.${pausedReason ?? 'admin'}`)
          : stage === 'active'
            ? t('fullAbout', { limit: dailyLimit ?? 0 })
            : t(`${stage}.about`)}
      </p>
      {pauseNote && <p>“{pauseNote}”</p>}
      {steps && (
        <div className="flex w-full max-w-sm items-center gap-3">
          <Bar label={t('progress')} total={steps.of} parts={[{ value: steps.done, tone: 'accent' }]} />
          <span className="whitespace-nowrap text-small text-muted tabular-nums">
            {t('steps', { done: Math.min(steps.done, steps.of), of: steps.of })}
          </span>
        </div>
      )}
      {stage === 'guidelines' && (
        <Button look="outline" busy={read.isPending} onClick={() => read.mutate({ project })}>
          {t('guidelines.confirm')}
        </Button>
      )}
    </section>
  )
}
