'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { Switch } from '@/lib/ui/controls/switch'
import { TextField } from '@/lib/ui/controls/text-field'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import { useEditTypes } from '../use-edit-types'
import { type Bounds, BoundsFields } from './bounds-fields'
import { type EngineChoice, EngineFields, embedded } from './engine-fields'
import { RunPreview } from './run-preview'
import { RunSource } from './run-source'
import type { RunOrder } from './types'
import { useSettled } from './use-settled'

interface NewRunProps {
  project: string
  onClose: () => void
  onStarted: (id: string) => void
}

const wholeOf = (text: string): number | undefined => (/^\d+$/.test(text.trim()) ? Number(text) : undefined)

/** All of a new run in one panel: what it takes, how many it makes, and what the engine would say to it. */
export function NewRun({ project, onClose, onStarted }: NewRunProps) {
  const t = useTranslations('generation.new')
  const form = useId()
  const client = useQueryClient()
  const types = useEditTypes(project)
  const [source, setSource] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [onlyNew, setOnlyNew] = useState(true)
  const [limit, setLimit] = useState('')
  const [samples, setSamples] = useState('4')
  const [seed, setSeed] = useState('1')
  const [engine, setEngine] = useState<EngineChoice>(embedded)
  const [bounds, setBounds] = useState<Bounds>({})

  const order: RunOrder = {
    project,
    choice: {
      onlyNew,
      ...(source && { expansionRunId: source }),
      ...(chosen.length > 0 && { editTypeIds: [...chosen] }),
      ...(wholeOf(limit) && { limit: wholeOf(limit) }),
    },
    params: { samples: wholeOf(samples) ?? 4, ...engine, ...bounds },
    seed: wholeOf(seed) ?? 1,
  }
  // Asked again once the typing pauses, not at every letter.
  const asked = useSettled(JSON.stringify({ choice: order.choice, params: order.params }))
  const preview = useQuery(
    query.generation.preview.queryOptions({
      input: { project, ...(JSON.parse(asked) as Pick<RunOrder, 'choice' | 'params'>) },
      placeholderData: (before) => before,
    }),
  )
  const isCurrent = asked === JSON.stringify({ choice: order.choice, params: order.params })
  const ready = isCurrent && preview.isSuccess && !preview.isPlaceholderData && preview.data.records > 0
  const start = useMutation({
    mutationFn: () => api.generation.start(order),
    onSuccess: ({ id, number }) => {
      toast({ text: t('started', { number }) })
      void client.invalidateQueries({ queryKey: query.generation.key() })
      void client.invalidateQueries({ queryKey: query.projects.counts.key() })
      onStarted(id)
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (ready && !start.isPending) start.mutate()
  }
  useKeys([{ key: 'Enter', label: t('start'), run: submit, disabled: !ready }])
  const problem = start.error && readProblem(start.error)

  return (
    <SidePanel
      title={t('title')}
      onClose={onClose}
      actions={
        <Button look="main" hint="Enter" type="submit" form={form} busy={start.isPending} disabled={!ready}>
          {t('start')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <RunSource project={project} value={source} onChange={setSource} />
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-small text-muted">{t('types')}</legend>
          <div className="flex flex-wrap gap-1.5">
            {types.options.map(({ value, label }) => {
              const on = chosen.includes(value)
              return (
                <button
                  key={value}
                  type="button"
                  aria-pressed={on}
                  onClick={() => setChosen(on ? chosen.filter((one) => one !== value) : [...chosen, value])}
                  className="inline-flex min-h-6 items-center rounded-full border border-line-strong/70 px-2.5 text-small text-muted transition-colors hover:border-line-strong hover:text-ink aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-surface [@media(pointer:coarse)]:min-h-9"
                >
                  {label}
                </button>
              )
            })}
          </div>
          <p className="text-small text-muted">{t('typesHint')}</p>
        </fieldset>
        <EngineFields project={project} value={engine} onChange={setEngine} />
        <Switch
          label={t('onlyNew')}
          hint={t('onlyNewHint')}
          checked={onlyNew}
          onChange={({ target }) => setOnlyNew(target.checked)}
        />
        <div className="grid grid-cols-3 gap-3">
          <TextField
            label={t('samples')}
            inputMode="numeric"
            value={samples}
            error={samples !== '' && !wholeOf(samples) ? t('whole') : undefined}
            onChange={({ target }) => setSamples(target.value)}
          />
          <TextField
            label={t('limit')}
            inputMode="numeric"
            placeholder={t('noLimit')}
            value={limit}
            error={limit !== '' && !wholeOf(limit) ? t('whole') : undefined}
            onChange={({ target }) => setLimit(target.value)}
          />
          <TextField
            label={t('seed')}
            inputMode="numeric"
            value={seed}
            error={seed !== '' && wholeOf(seed) === undefined ? t('whole') : undefined}
            onChange={({ target }) => setSeed(target.value)}
          />
        </div>
        <BoundsFields value={bounds} onChange={setBounds} />
        {/* Enter in a field starts, as the button does. */}
        <button type="submit" hidden />
      </form>
      <RunPreview data={preview.data} error={preview.error} stale={!isCurrent || preview.isFetching} />
      {problem && <ErrorState title={problem.message} fix={problem.fix} />}
    </SidePanel>
  )
}
