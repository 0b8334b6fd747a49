'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../controls/button'
import { ConfirmButton } from '../controls/confirm-button'
import { PauseIcon, PlayIcon } from '../icons'
import { Bar, type BarPart } from './bar'

export interface ProgressRowProps {
  /** What is being done. */
  label: string
  /** `412 of 1,200 records`; made from parts and total when left out. */
  detail?: ReactNode
  parts: readonly BarPart[]
  total: number
  state: 'waiting' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed'
  /** Units a second over the last while; null until there is something to measure. */
  ratePerSecond?: number | null
  onPause?: () => void
  onResume?: () => void
  onCancel?: () => void
  /** What is kept when it is cancelled, as a sentence. */
  keptOnCancel?: string
  /** A link to the log. */
  log?: ReactNode
}

/** A piece of long work: how far, how fast, until when, and the ways to stop it. */
export function ProgressRow(props: ProgressRowProps) {
  const {
    label,
    detail,
    parts,
    total,
    state,
    ratePerSecond,
    onPause,
    onResume,
    onCancel,
    keptOnCancel,
    log,
  } = props
  const t = useTranslations('common.progress')
  const done = parts.reduce((sum, part) => sum + part.value, 0)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <p className="font-semibold">{label}</p>
        <p className="text-muted tabular-nums">{detail ?? t('of', { done, total })}</p>
        <p className="ml-auto text-muted tabular-nums">
          {state === 'running' ? (
            <Pace left={total - done} ratePerSecond={ratePerSecond ?? null} />
          ) : (
            t(state)
          )}
        </p>
      </div>
      <Bar label={label} parts={parts} total={total} />
      {(log || onCancel || onPause || onResume) && (
        <div className="-mx-3 flex flex-wrap items-center gap-1">
          {state === 'running' && onPause && (
            <Button look="plain" icon={<PauseIcon />} onClick={onPause}>
              {t('pause')}
            </Button>
          )}
          {state === 'paused' && onResume && (
            <Button look="plain" icon={<PlayIcon />} onClick={onResume}>
              {t('resume')}
            </Button>
          )}
          {(state === 'running' || state === 'paused' || state === 'waiting') && onCancel && (
            <ConfirmButton
              look="plain"
              question={keptOnCancel ? `${t('cancelQuestion')} ${keptOnCancel}` : t('cancelQuestion')}
              confirm={t('cancelYes')}
              onConfirm={onCancel}
            >
              {t('cancel')}
            </ConfirmButton>
          )}
          {log && <span className="ml-auto px-3">{log}</span>}
        </div>
      )}
    </div>
  )
}

const aDaySeconds = 86_400

function Pace({ left, ratePerSecond }: { left: number; ratePerSecond: number | null }) {
  const t = useTranslations('common.progress')
  const format = useFormatter()
  if (ratePerSecond === null || ratePerSecond <= 0) return t('starting')
  const rate =
    ratePerSecond >= 1
      ? t('perSecond', { rate: ratePerSecond })
      : t('perMinute', { rate: ratePerSecond * 60 })
  const seconds = left / ratePerSecond
  const end = new Date(Date.now() + seconds * 1000)
  // The clock that the person looks at, not the server's.
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const at =
    seconds < aDaySeconds
      ? format.dateTime(end, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
      : format.dateTime(end, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone })
  return <span suppressHydrationWarning>{t('pace', { rate, at })}</span>
}
