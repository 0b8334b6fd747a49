'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { RunRow } from './run-row'
import type { Kind } from './types'

interface StepProps {
  project: string
  kind: Kind
  number: number
  /** Its form is open below. */
  open: boolean
  /** What the step has given so far. */
  count: number | undefined
  mayRun: boolean
  onStart: () => void
  onShow: (runId: string) => void
}

/** One step of the expansion: what goes in, what comes out, and its runs. */
export function Step({ project, kind, number, open, count, mayRun, onStart, onShow }: StepProps) {
  const t = useTranslations('expansion')
  const runs = useInfiniteQuery(
    query.expansion.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, kind, limit: 3, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = runs.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby={`step-${kind}`} className="flex flex-col gap-4 border-t border-line pt-4">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id={`step-${kind}`} className="font-semibold">
            <span className="mr-2 text-faint tabular-nums">{number}</span>
            {t(`step.${kind}.title`)}
          </h2>
          <p className="text-muted">{t(`step.${kind}.about`, { count: count ?? 0 })}</p>
        </div>
        {mayRun && (
          <Button
            look={open || (kind === 'instructions' && count) ? 'outline' : 'main'}
            hint={String(number)}
            aria-expanded={open}
            onClick={onStart}
          >
            {t(`step.${kind}.start`)}
          </Button>
        )}
      </header>
      {runs.isPending ? (
        <div className="flex flex-col gap-3">
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-1 w-full" />
        </div>
      ) : runs.isError ? (
        <ErrorState
          title={readProblem(runs.error).message}
          action={<Button onClick={() => void runs.refetch()}>{t('again')}</Button>}
        />
      ) : rows.length === 0 ? (
        <p className="text-muted">{t(`step.${kind}.none`)}</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {rows.map((run) => (
            <li key={run.id}>
              <RunRow project={project} run={run} mayControl={mayRun} onShow={() => onShow(run.id)} />
            </li>
          ))}
        </ul>
      )}
      {runs.hasNextPage && (
        <Button
          look="plain"
          className="self-start -ml-3"
          busy={runs.isFetchingNextPage}
          onClick={() => void runs.fetchNextPage()}
        >
          {t('olderRuns')}
        </Button>
      )}
    </section>
  )
}
