'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ProgressRow } from '@/lib/ui/feedback/progress-row'
import { useRunTitle } from './run-title'
import { endedOf, partsOf, type Run, runState } from './types'
import { useControlRun } from './use-control-run'

interface OpenRunProps {
  project: string
  run: Run
  href: string
  mayRun: boolean
}

/** A run under way, as one row. */
export function OpenRun({ project, run, href, mayRun }: OpenRunProps) {
  const t = useTranslations('generation')
  const titleOf = useRunTitle()
  const control = useControlRun()
  const send = (wish: 'pause' | 'resume' | 'cancel') => () =>
    control.mutate({ project, id: run.id, control: wish })
  return (
    <ProgressRow
      label={titleOf(run)}
      detail={t('progress', { done: endedOf(run), total: run.total, candidates: run.candidates })}
      parts={partsOf(run)}
      total={run.total}
      state={runState[run.status]}
      ratePerSecond={run.ratePerSecond}
      keptOnCancel={t('keptOnCancel', { count: run.candidates })}
      {...(mayRun && { onPause: send('pause'), onResume: send('resume'), onCancel: send('cancel') })}
      log={
        <Link className="underline" href={href}>
          {t('openRun')}
        </Link>
      }
    />
  )
}
