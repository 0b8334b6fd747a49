'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type SubmitEvent, useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { TextArea } from '@/lib/ui/controls/text-field'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { ProgressRow } from '@/lib/ui/feedback/progress-row'
import { Skeleton, TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { toast } from '@/lib/ui/feedback/toast'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState, toastProblem } from '../../../problem-state'
import { ReleaseContents } from './release-contents'
import { ReleaseExports } from './release-exports'
import { ReleaseState } from './release-state'
import type { Release } from './types'

interface ReleaseDetailProps {
  project: string
  id: string
  isAdmin: boolean
}

export function ReleaseDetail({ project, id, isAdmin }: ReleaseDetailProps) {
  const t = useTranslations('releases')
  const input = { project, id }
  const { data, error, refetch } = useQuery(query.releases.get.queryOptions({ input }))
  useLive(project, ['release'], [query.releases.get.key({ input }), query.releases.exports.key({ input })])
  if (!data)
    return (
      <Page>
        {error ? (
          <ProblemState error={error} retry={() => void refetch()} />
        ) : (
          <>
            <Skeleton className="h-6 w-40" />
            <TableSkeleton rows={5} />
          </>
        )}
      </Page>
    )
  return (
    <Page>
      <PageHeader
        title={`${data.title} ${data.version}`}
        about={
          <span className="flex flex-wrap items-center gap-x-3">
            <ReleaseState status={data.status} />
            <RelativeTime at={data.sealedAt ?? data.createdAt} />
            {data.createdBy?.name}
          </span>
        }
      />
      {data.status !== 'sealed' && <Sealing project={project} release={data} isAdmin={isAdmin} />}
      {data.counts && (
        <>
          <StatStrip
            stats={[
              { label: t('rows'), value: t('count', { count: data.rows }) },
              { label: t('photographs'), value: t('count', { count: data.counts.photographs }) },
              ...data.counts.parts.map(({ configuration, split, rows }) => ({
                label: `${t(`configuration.${configuration}`)} · ${t(`split.${split}`)}`,
                value: t('count', { count: rows }),
              })),
            ]}
          />
          <p className="flex items-center gap-1 text-muted">
            {t('digest')} <code className="truncate text-ink">{data.digest}</code>
            {data.digest && <CopyId id={data.digest} />}
          </p>
          <ReleaseContents counts={data.counts} />
          <h2 className="pt-4 font-semibold">{t('exports')}</h2>
          <ReleaseExports project={project} release={data} isAdmin={isAdmin} />
          <Notes key={data.id} project={project} release={data} isAdmin={isAdmin} />
          <Card project={project} id={id} />
        </>
      )}
    </Page>
  )
}

interface PartProps {
  project: string
  release: Release
  isAdmin: boolean
}

function Sealing({ project, release, isAdmin }: PartProps) {
  const t = useTranslations('releases')
  const router = useRouter()
  const client = useQueryClient()
  const input = { project, id: release.id }
  const discard = useMutation(
    query.releases.discard.mutationOptions({
      onSuccess: () => router.push(`/p/${project}/releases`),
      onError: toastProblem,
    }),
  )
  const retry = useMutation(
    query.releases.retry.mutationOptions({
      onError: toastProblem,
      onSettled: () => client.invalidateQueries({ queryKey: query.releases.get.key({ input }) }),
    }),
  )
  if (release.status === 'sealing')
    return (
      <ProgressRow
        label={t('sealing')}
        parts={[{ value: release.rows, tone: 'accent' }]}
        total={release.total ?? 0}
        detail={release.total === null ? t('choosing') : undefined}
        state="running"
        keptOnCancel={t('discardKeeps')}
        {...(isAdmin && { onCancel: () => discard.mutate(input) })}
      />
    )
  return (
    <ErrorState
      title={t('sealingFailed')}
      fix={release.error}
      kept={t('rowsKept', { count: release.rows })}
      action={
        isAdmin && (
          <>
            <Button look="main" busy={retry.isPending} onClick={() => retry.mutate(input)}>
              {t('goOn')}
            </Button>
            <ConfirmButton
              look="plain"
              question={t('discardQuestion')}
              confirm={t('discardYes')}
              onConfirm={() => discard.mutate(input)}
            >
              {t('discard')}
            </ConfirmButton>
          </>
        )
      }
    />
  )
}

function Notes({ project, release, isAdmin }: PartProps) {
  const t = useTranslations('releases')
  const [notes, setNotes] = useState(release.notes)
  const save = useMutation(
    query.releases.note.mutationOptions({
      onSuccess: () => toast({ text: t('notesSaved') }),
      onError: toastProblem,
    }),
  )
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate({ project, id: release.id, notes })
  }
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-2 pt-4">
      <div className="w-full max-w-2xl">
        <TextArea
          label={t('notes')}
          hint={t('notesHint')}
          value={notes}
          readOnly={!isAdmin}
          maxLength={10_000}
          onChange={({ target }) => setNotes(target.value)}
        />
      </div>
      {isAdmin && notes !== release.notes && (
        <Button type="submit" busy={save.isPending}>
          {t('saveNotes')}
        </Button>
      )}
    </form>
  )
}

function Card({ project, id }: { project: string; id: string }) {
  const t = useTranslations('releases')
  const [open, setOpen] = useState(false)
  const card = useQuery(query.releases.card.queryOptions({ input: { project, id }, enabled: open }))
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="cursor-pointer py-2 font-semibold">{t('card')}</summary>
      {card.data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre tabIndex={0} className="max-h-[32rem] overflow-auto border-y border-line py-3 text-small">
          {card.data.markdown}
        </pre>
      ) : card.error ? (
        <ProblemState error={card.error} retry={() => void card.refetch()} />
      ) : (
        <Skeleton className="h-64 w-full" />
      )}
    </details>
  )
}
