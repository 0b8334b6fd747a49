'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { StatStrip } from '@/lib/ui/feedback/stat-strip'
import { Thumb } from '@/lib/ui/lists/thumb'
import type { Order, Preview } from './types'

interface PromptPreviewProps {
  project: string
  /** `{ order, seed }` as JSON; null while the form has faults. */
  wish: string | null
}

/** The exact first prompt of a run, word for word, and what all of it would cost. */
export function PromptPreview({ project, wish }: PromptPreviewProps) {
  const t = useTranslations('expansion.preview')
  const input = wish === null ? null : (JSON.parse(wish) as { order: Order; seed: number })
  const preview = useQuery({
    ...query.expansion.preview.queryOptions({
      input: { project, ...(input ?? { order: { kind: 'instructions', count: 1 }, seed: 1 }) },
    }),
    enabled: input !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <h3 className="font-semibold">{t('title')}</h3>
      {preview.isError ? (
        <ErrorState
          title={readProblem(preview.error).message}
          {...(readProblem(preview.error).fix && { fix: readProblem(preview.error).fix })}
        />
      ) : preview.data ? (
        <Shown preview={preview.data} />
      ) : (
        <>
          <Skeleton className="h-12 w-full" />
          <Skeleton className="h-72 w-full" />
        </>
      )}
    </div>
  )
}

function Shown({ preview }: { preview: Preview }) {
  const t = useTranslations('expansion.preview')
  const format = useFormatter()
  const { estimate, messages, image, engine } = preview
  const cost = format.number(estimate.costMicros / 1e6, { maximumFractionDigits: 4 })
  return (
    <>
      <StatStrip
        stats={[
          { label: t('tasks'), value: format.number(preview.tasks) },
          { label: t('exemplars'), value: format.number(preview.exemplars) },
          { label: t('pool'), value: format.number(preview.pool) },
          ...(engine.isModel
            ? [
                {
                  label: t('tokens'),
                  value: format.number(estimate.promptTokens + estimate.completionTokens, {
                    notation: 'compact',
                  }),
                },
                { label: t('cost'), value: estimate.costMicros > 0 ? `≈ ${cost}` : '0' },
              ]
            : [{ label: t('cost'), value: '0' }]),
        ]}
      />
      <p className="max-w-2xl text-muted">{engine.isModel ? preview.description : t('offline')}</p>
      {image && (
        <p className="flex items-center gap-3">
          <Thumb src={image.thumbUrl} alt={image.name} className="w-12 shrink-0" />
          <span className="min-w-0">
            <span className="block text-small text-muted">{t('example')}</span>
            {image.caption}
          </span>
        </p>
      )}
      {messages.map(({ role, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a prompt's messages have no other name than their place
        <section key={index} aria-label={t(`role.${role}`)}>
          <h4 className="mb-1 text-small text-muted">{t(`role.${role}`)}</h4>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="max-h-96 overflow-auto rounded-m border border-line bg-canvas p-3 font-mono text-small leading-relaxed whitespace-pre-wrap"
          >
            {text}
          </pre>
        </section>
      ))}
    </>
  )
}
