'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { useLive } from '@/lib/ui/live/use-live'
import { RunPill } from '@/lib/ui/shell/run-pill'

/** How often the pace is measured again; progress itself is announced. */
const paceMs = 10_000

/** The piece of long work that is furthest along the line, in the top bar; the rest are on the jobs page. */
export function CurrentRun({ project }: { project: string }) {
  const t = useTranslations('jobs')
  const input = { project, ended: false }
  const { data: runs } = useQuery(query.jobs.runs.queryOptions({ input, refetchInterval: paceMs }))
  useLive(project, ['import', 'expansion', 'generation', 'release'], [query.jobs.runs.key({ input })])
  const running = runs?.filter(({ status }) => status === 'running' || status === 'queued') ?? []
  const run = running.at(-1)
  if (!run) return null
  const ended = run.done + run.failed + run.refused
  const left = run.ratePerSecond ? (run.total - ended) / run.ratePerSecond : null
  const parts = [
    t('progress', { done: ended, total: run.total }),
    ...(left === null ? [] : [t('minutesLeft', { minutes: Math.max(1, Math.ceil(left / 60)) })]),
    ...(running.length > 1 ? [t('more', { count: running.length - 1 })] : []),
  ]
  return (
    <RunPill
      href={`/p/${project}/jobs`}
      label={t(`kind.${run.kind}`, { name: run.name })}
      done={ended}
      total={run.total}
      detail={parts.join(' · ')}
    />
  )
}
