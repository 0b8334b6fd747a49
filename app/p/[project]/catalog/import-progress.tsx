'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { ProgressRow } from '@/lib/ui/feedback/progress-row'
import { toast } from '@/lib/ui/feedback/toast'
import type { Import } from './types'

const states = {
  queued: 'waiting',
  running: 'running',
  paused: 'paused',
  done: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
} as const

/** Images a second since this row was first seen; null until two readings differ. */
const useRate = (ended: number): number | null => {
  const first = useRef<{ ended: number; at: number } | null>(null)
  const [rate, setRate] = useState<number | null>(null)
  useEffect(() => {
    const now = performance.now()
    first.current ??= { ended, at: now }
    const seconds = (now - first.current.at) / 1_000
    if (ended > first.current.ended && seconds > 1) setRate((ended - first.current.ended) / seconds)
  }, [ended])
  return rate
}

interface ImportProgressProps {
  project: string
  run: Import
  mayControl: boolean
  log?: ReactNode
}

/** An import as a row: how far, how fast, and the ways to stop it. */
export function ImportProgress({ project, run, mayControl, log }: ImportProgressProps) {
  const t = useTranslations('catalog.import')
  const queries = useQueryClient()
  const control = useMutation({
    mutationFn: (wish: 'pause' | 'resume' | 'cancel') =>
      api.catalog.imports.control({ project, id: run.id, control: wish }),
    onError: (error) => toast({ kind: 'error', text: readProblem(error).message }),
    onSettled: () => void queries.invalidateQueries({ queryKey: query.catalog.imports.key() }),
  })
  const bad = run.failed + run.refused
  const rate = useRate(run.done + bad)
  return (
    <ProgressRow
      label={`${run.name} · ${t(`kind.${run.kind}`)}`}
      detail={
        run.error ??
        (run.status === 'queued'
          ? t(run.kind === 'folder' || run.manifestReceived ? 'reading' : 'listAwaited')
          : t('counts', {
              done: run.done - run.duplicates,
              total: run.total,
              duplicates: run.duplicates,
              bad,
              awaited: run.awaited,
            }))
      }
      parts={[
        { value: run.done, tone: 'done' },
        { value: bad, tone: 'reject' },
      ]}
      total={run.total}
      state={states[run.status]}
      ratePerSecond={rate}
      keptOnCancel={t('keptOnCancel')}
      {...(mayControl && {
        onPause: () => control.mutate('pause'),
        onResume: () => control.mutate('resume'),
        onCancel: () => control.mutate('cancel'),
      })}
      log={log}
    />
  )
}
