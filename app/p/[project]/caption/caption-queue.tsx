'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { checkCaption } from '@/lib/pipeline/catalog/client'
import { readProblem } from '@/lib/ui/api/api-error'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { TextArea } from '@/lib/ui/controls/text-field'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { AuthorLayout } from '@/lib/ui/layout/author-layout'
import { useCaptionQueue } from './use-caption-queue'

type Queue = ReturnType<typeof useCaptionQueue>
type Task = NonNullable<Queue['current']>

/** A rater's captions: the photograph, one sentence, Enter, and the next photograph is there. */
export function CaptionQueue({ project }: { project: string }) {
  const t = useTranslations('catalog')
  const queue = useCaptionQueue(project)
  const { current, claim } = queue
  if (current) return <CaptionForm key={current.id} task={current} queue={queue} />
  if (claim.isError)
    return (
      <div className="p-6">
        <ErrorState
          title={readProblem(claim.error).message}
          fix={readProblem(claim.error).fix}
          action={<Button onClick={() => claim.mutate()}>{t('again')}</Button>}
        />
      </div>
    )
  if (!claim.isSuccess || claim.isPending)
    return (
      <AuthorLayout
        title={t('queue.title')}
        picture={<Skeleton className="size-full" />}
        fields={<Skeleton className="h-24 w-full" />}
        actions={<Skeleton className="h-8 w-32" />}
      />
    )
  return (
    <EmptyState
      picture="done"
      action={<ButtonLink href={`/p/${project}/work`}>{t('queue.home')}</ButtonLink>}
    >
      {queue.done > 0 ? t('queue.finished', { count: queue.done }) : t('queue.empty')}
    </EmptyState>
  )
}

function CaptionForm({ task, queue }: { task: Task; queue: Queue }) {
  const t = useTranslations('catalog')
  const { summary, confirm, skip, leave, done } = queue
  const returned = queue.returned?.id === task.id ? queue.returned : null
  const most = summary?.captionMaxWords ?? 60
  const [caption, setCaption] = useState(returned?.caption ?? task.caption ?? '')
  const finding = checkCaption(caption, most)
  const problem = returned && readProblem(returned.error)
  const submit = () => {
    if (!finding) confirm.mutate({ task, caption })
  }
  useKeys([{ key: 'Escape', label: t('queue.skip'), run: () => skip(task) }])
  const words = caption.trim().split(/\s+/).filter(Boolean).length
  const waiting = (summary?.missing ?? 0) + (summary?.draft ?? 0)

  return (
    <AuthorLayout
      title={t('queue.title')}
      picture={
        // biome-ignore lint/performance/noImgElement: blobs are private, immutable and already of the right size
        <img src={task.url} alt={t('queue.toDescribe')} className="size-full object-contain p-4" />
      }
      fields={
        <>
          <p className="text-muted">{t('queue.help')}</p>
          <TextArea
            key={task.id}
            label={t('column.caption')}
            autoFocus
            rows={4}
            value={caption}
            onChange={(event) => setCaption(event.target.value)}
            onKeyDown={(event) => {
              // An input method uses Enter for itself while it composes.
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
              event.preventDefault()
              submit()
            }}
            error={
              caption !== '' && finding
                ? t(`check.${finding.code}`, { words: finding.words, most })
                : undefined
            }
            note={!finding ? { tone: 'ok', text: t('words', { words }) } : undefined}
            hint={
              task.captionStatus === 'draft'
                ? t('draft.by', { model: task.captionBy ?? '' })
                : t('queue.hint', { most })
            }
          />
          {problem && (
            <ErrorState
              title={problem.message}
              kept={t('queue.kept')}
              fix={problem.fix}
              action={
                problem.code === 'stale-lease' && (
                  <Button onClick={() => leave(task.id)}>{t('queue.next')}</Button>
                )
              }
            />
          )}
        </>
      }
      actions={
        <>
          <Button look="main" hint="Enter" disabled={finding !== null} onClick={submit}>
            {task.captionStatus === 'draft' && caption === task.caption ? t('confirm') : t('save')}
          </Button>
          <Button look="plain" hint="Escape" onClick={() => skip(task)}>
            {t('queue.skip')}
          </Button>
          <span className="ml-auto text-small text-muted tabular-nums">
            {t('queue.pace', { done, waiting })}
          </span>
        </>
      }
    />
  )
}
