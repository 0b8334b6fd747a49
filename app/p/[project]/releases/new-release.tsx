'use client'

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type SubmitEvent, useDeferredValue, useEffect, useRef, useState } from 'react'
import type { ReleaseRulesInput } from '@/lib/pipeline/release/client'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { ProblemState } from '../../../problem-state'
import { PreviewCounts } from './preview-counts'
import { RulesForm } from './rules-form'

const typingPauseMs = 250

/** Rules change while somebody types; the counts follow when they pause. */
const useSettled = <V,>(value: V): V => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), typingPauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return useDeferredValue(settled)
}

/** Rules left, what they take right; Enter asks once, Enter again seals. */
export function NewRelease({ project }: { project: string }) {
  const t = useTranslations('releases')
  const router = useRouter()
  const [rules, setRules] = useState<ReleaseRulesInput>({})
  const [texts, setTexts] = useState({ version: '', title: '', description: '', licence: '' })
  const [asking, setAsking] = useState(false)
  const confirm = useRef<HTMLButtonElement>(null)
  const settled = useSettled(rules)
  const preview = useQuery(
    query.releases.preview.queryOptions({
      input: { project, rules: settled },
      placeholderData: keepPreviousData,
    }),
  )
  const next = useQuery(query.releases.nextVersion.queryOptions({ input: { project } }))
  useLive(project, ['review'], [query.releases.preview.key()])
  const seal = useMutation(
    query.releases.create.mutationOptions({
      onSuccess: ({ id }) => router.push(`/p/${project}/releases/${id}`),
      onError: () => setAsking(false),
    }),
  )
  useEffect(() => {
    if (asking) confirm.current?.focus()
  }, [asking])

  const problem = seal.error ? readProblem(seal.error) : null
  const version = texts.version || next.data?.version || ''
  const ready = preview.data !== undefined && preview.data.rows > 0 && settled === rules
  const write = (name: keyof typeof texts) => ({
    value: texts[name],
    onChange: ({ target }: { target: { value: string } }) => {
      setAsking(false)
      setTexts({ ...texts, [name]: target.value })
    },
    error: problem?.field?.endsWith(name) ? problem.message : undefined,
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!ready || seal.isPending) return
    if (!asking) return setAsking(true)
    const { title, description, licence } = texts
    seal.mutate({
      project,
      rules,
      about: { description, licence: licence || null },
      ...(version && { version }),
      ...(title && { title }),
    })
  }

  if (preview.data?.considered === 0)
    return (
      <Page>
        <PageHeader title={t('new')} />
        <EmptyState
          picture="pair"
          action={
            <ButtonLink look="main" href={`/p/${project}/desk`}>
              {t('toDesk')}
            </ButtonLink>
          }
        >
          {t('nothingAccepted')}
        </EmptyState>
      </Page>
    )
  return (
    <Page>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <PageHeader
          title={t('new')}
          about={t('newAbout')}
          actions={
            asking ? (
              <fieldset
                className="flex flex-wrap items-center gap-2"
                onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
              >
                <legend className="sr-only">
                  {t('sealQuestion', { version, count: preview.data?.rows ?? 0 })}
                </legend>
                <span>{t('sealQuestion', { version, count: preview.data?.rows ?? 0 })}</span>
                <Button ref={confirm} type="submit" look="main" busy={seal.isPending} hint="Enter">
                  {t('sealYes')}
                </Button>
                <Button look="plain" onClick={() => setAsking(false)}>
                  {t('keepEditing')}
                </Button>
              </fieldset>
            ) : (
              <Button type="submit" look="main" hint="Enter" disabled={!ready}>
                {t('seal', { version })}
              </Button>
            )
          }
        />
        {problem && <ErrorState title={problem.message} fix={problem.fix} kept={t('kept')} />}
        <div className="grid gap-8 lg:grid-cols-2">
          <div className="flex flex-col gap-6">
            <div className="grid grid-cols-2 gap-3">
              <TextField label={t('version')} placeholder={next.data?.version} {...write('version')} />
              <TextField label={t('name')} hint={t('nameHint')} maxLength={120} {...write('title')} />
              <div className="col-span-2">
                <TextArea
                  label={t('description')}
                  hint={t('descriptionHint')}
                  maxLength={4000}
                  {...write('description')}
                />
              </div>
              <div className="col-span-2">
                <TextField
                  label={t('datasetLicence')}
                  hint={t('datasetLicenceHint')}
                  maxLength={200}
                  {...write('licence')}
                />
              </div>
            </div>
            <RulesForm
              rules={rules}
              onChange={(changed) => {
                setAsking(false)
                setRules(changed)
              }}
              preview={preview.data}
            />
          </div>
          <div className="lg:sticky lg:top-16 lg:self-start">
            {preview.data ? (
              <PreviewCounts preview={preview.data} stale={preview.isPlaceholderData || settled !== rules} />
            ) : !preview.error ? (
              <div className="flex flex-col gap-4">
                <Skeleton className="h-16 w-full" />
                <Skeleton className="h-40 w-full" />
              </div>
            ) : null}
            {preview.error && <ProblemState error={preview.error} retry={() => void preview.refetch()} />}
          </div>
        </div>
      </form>
    </Page>
  )
}
