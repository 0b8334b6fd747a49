'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { checkCaption } from '@/lib/pipeline/catalog/client'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { toast } from '@/lib/ui/feedback/toast'
import type { ImageDetail, Summary } from './types'

interface ImageFactsProps {
  project: string
  image: ImageDetail
  summary: Summary | undefined
}

interface Theirs {
  readonly version: number
  readonly caption: string | null
}

/** Caption, licence and attribution, saved over the version that was read; of two edits both are shown. */
export function ImageFacts({ project, image, summary }: ImageFactsProps) {
  const t = useTranslations('catalog')
  const queries = useQueryClient()
  const [caption, setCaption] = useState(image.caption ?? '')
  const [licence, setLicence] = useState(image.licence ?? '')
  const [attribution, setAttribution] = useState(image.attribution ?? '')
  const [version, setVersion] = useState(image.version)
  const finding = checkCaption(caption, summary?.captionMaxWords ?? 60)
  const changes = {
    ...((caption !== (image.caption ?? '') || image.captionStatus === 'draft') &&
      caption !== '' && { caption }),
    ...(licence !== (image.licence ?? '') && { licence: licence || null }),
    ...(attribution !== (image.attribution ?? '') && { attribution: attribution || null }),
  }
  const changed = Object.keys(changes).length > 0
  const key = query.catalog.images.get.queryKey({ input: { project, id: image.id } })
  const save = useMutation({
    mutationFn: () => api.catalog.images.edit({ project, id: image.id, version, ...changes }),
    onSuccess: (fresh) => {
      queries.setQueryData(key, fresh)
      void queries.invalidateQueries({ queryKey: query.catalog.images.list.key() })
      toast({ text: t('saved') })
    },
  })
  const draft = useMutation({
    mutationFn: () => api.catalog.images.draft({ project, ids: [image.id] }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: query.catalog.images.key() }),
    onError: (error) => toast({ kind: 'error', text: readProblem(error).message }),
  })
  const problem = save.error && readProblem(save.error)
  const theirs = problem?.code === 'conflict' ? (problem.detail?.theirs as Theirs | undefined) : undefined
  const captionError =
    problem?.field === 'caption'
      ? problem.message
      : caption !== '' && finding
        ? t(`check.${finding.code}`, { words: finding.words, most: summary?.captionMaxWords ?? 60 })
        : undefined

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (changed && !captionError) save.mutate()
      }}
    >
      <TextArea
        label={t('column.caption')}
        value={caption}
        rows={3}
        onChange={(event) => setCaption(event.target.value)}
        error={captionError}
        hint={
          image.captionError ??
          (image.captionDue
            ? t('caption.due')
            : image.captionStatus === 'draft'
              ? t('draft.by', { model: image.captionBy ?? '' })
              : t('words', { words: finding?.words ?? caption.split(/\s+/).filter(Boolean).length }))
        }
      />
      {image.captionStatus === 'missing' && summary?.captionEngine && (
        <Button
          look="plain"
          className="self-start"
          busy={draft.isPending || image.captionDue}
          onClick={() => draft.mutate()}
        >
          {t('draft.button')}
        </Button>
      )}
      <TextField
        label={t('column.licence')}
        value={licence}
        placeholder="CC-BY-4.0"
        onChange={(event) => setLicence(event.target.value)}
      />
      <TextField
        label={t('column.attribution')}
        value={attribution}
        onChange={(event) => setAttribution(event.target.value)}
      />
      {theirs && (
        <ErrorState
          title={t('conflict.title')}
          kept={t('conflict.theirs', { caption: theirs.caption ?? '–' })}
          fix={t('conflict.fix')}
          action={
            <>
              <Button
                onClick={() => {
                  setVersion(theirs.version)
                  save.reset()
                }}
              >
                {t('conflict.keepMine')}
              </Button>
              <Button look="plain" onClick={() => void queries.invalidateQueries({ queryKey: key })}>
                {t('conflict.takeTheirs')}
              </Button>
            </>
          }
        />
      )}
      {problem && !theirs && problem.field !== 'caption' && (
        <ErrorState title={problem.message} fix={problem.fix} />
      )}
      {changed && !theirs && (
        <Button
          type="submit"
          look="main"
          className="self-start"
          busy={save.isPending}
          disabled={!!captionError}
        >
          {image.captionStatus === 'draft' ? t('confirm') : t('save')}
        </Button>
      )}
    </form>
  )
}
