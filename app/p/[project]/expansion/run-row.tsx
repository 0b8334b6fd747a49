'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { ProgressRow } from '@/lib/ui/feedback/progress-row'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { toast } from '@/lib/ui/feedback/toast'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import type { Run } from './types'

const states = {
  queued: 'waiting',
  running: 'running',
  paused: 'paused',
  done: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
} as const

interface RunRowProps {
  project: string
  run: Run
  mayControl: boolean
  onShow: () => void
}

/** A run: how far, what it kept, what it dropped and why, and what it cost. */
export function RunRow({ project, run, mayControl, onShow }: RunRowProps) {
  const t = useTranslations('expansion')
  const format = useFormatter()
  const queries = useQueryClient()
  const [asksWhy, askWhy] = useState(false)
  const control = useMutation({
    mutationFn: (wish: 'pause' | 'resume' | 'cancel') =>
      api.expansion.control({ project, id: run.id, control: wish }),
    onError: (error) => toast({ kind: 'error', text: readProblem(error).message }),
    onSettled: () => void queries.invalidateQueries({ queryKey: query.expansion.key() }),
  })
  const bad = run.failed + run.refused
  const dropped = Object.entries(run.dropped) as [keyof typeof run.dropped, number][]
  return (
    <div className="flex flex-col gap-1">
      <ProgressRow
        label={t('run.label', { number: run.number, engine: run.engine.name.replace('language/', '') })}
        detail={run.error ?? t(`run.tasks.${run.kind}`, { done: run.done, total: run.total })}
        parts={[
          { value: run.done, tone: 'done' },
          { value: bad, tone: 'reject' },
        ]}
        total={run.total}
        state={states[run.status]}
        ratePerSecond={run.ratePerSecond}
        keptOnCancel={t('run.keptOnCancel', { count: run.kept })}
        {...(mayControl && {
          onPause: () => control.mutate('pause'),
          onResume: () => control.mutate('resume'),
          onCancel: () => control.mutate('cancel'),
        })}
      />
      <p className="flex flex-wrap items-center gap-x-3 text-small text-muted tabular-nums">
        <button type="button" onClick={onShow} className="rounded-s text-ink underline underline-offset-4">
          {t('run.kept', { count: run.kept })}
        </button>
        {dropped.map(([reason, count]) => (
          <span key={reason}>{t('run.dropped', { count, reason: t(`reason.${reason}`) })}</span>
        ))}
        {run.engine.isModel && (
          <span>
            {t('run.cost', {
              prompt: run.promptTokens,
              completion: run.completionTokens,
              cost: format.number(run.costMicros / 1e6, { maximumFractionDigits: 4 }),
            })}
          </span>
        )}
        {bad > 0 && (
          <button
            type="button"
            onClick={() => askWhy(true)}
            className="rounded-s text-reject underline underline-offset-4"
          >
            {t('run.bad', { count: bad })}
          </button>
        )}
        <span className="ml-auto">
          <RelativeTime at={run.createdAt} />
        </span>
      </p>
      <Dialog
        open={asksWhy}
        onClose={() => askWhy(false)}
        title={t('run.badTitle', { number: run.number })}
        actions={<Button onClick={() => askWhy(false)}>{t('close')}</Button>}
      >
        <BadTasks project={project} id={run.id} />
      </Dialog>
    </div>
  )
}

/** Which tasks failed or were refused, and the reason of each. */
function BadTasks({ project, id }: { project: string; id: string }) {
  const t = useTranslations('expansion')
  const failed = useQuery(
    query.expansion.tasks.queryOptions({ input: { project, id, status: 'failed', limit: 50 } }),
  )
  const refused = useQuery(
    query.expansion.tasks.queryOptions({ input: { project, id, status: 'refused', limit: 50 } }),
  )
  if (failed.isPending || refused.isPending) return <TableSkeleton rows={3} />
  const tasks = [...(failed.data?.items ?? []), ...(refused.data?.items ?? [])]
  return (
    <ul className="flex flex-col">
      {tasks.map((task) => (
        <li key={task.id} className="flex items-baseline gap-3 border-b border-line py-2">
          <span className="w-10 shrink-0 text-right text-muted tabular-nums">{task.position}</span>
          <span className="min-w-0 flex-1 break-words">
            {task.image && <span className="block truncate">{task.image.name}</span>}
            <span className="text-muted">{task.error ?? t('run.noReason')}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
