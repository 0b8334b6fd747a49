'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { Checkbox } from '@/lib/ui/controls/checkbox'
import { FieldNote } from '@/lib/ui/controls/field'
import { Select } from '@/lib/ui/controls/select'
import { TextField } from '@/lib/ui/controls/text-field'
import { toast } from '@/lib/ui/feedback/toast'
import { type EditTypeOption, labelOf } from './filter-bar'
import { PromptPreview } from './prompt-preview'
import type { Engine, Kind, Order } from './types'

interface StartFormProps {
  project: string
  kind: Kind
  types: readonly EditTypeOption[]
  onClose: () => void
}

interface Wish {
  readonly engine: Engine['key']
  readonly count: string
  readonly perImage: string
  readonly onlyNew: boolean
  readonly left: readonly string[]
  readonly seed: string
}

const limits = { count: 1_000_000, perImage: 50, seed: 2_147_483_647 }

const whole = (text: string, least: number, most: number): number | null => {
  const value = Number(text)
  return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most ? value : null
}

/** What the form asks for, or the fields that keep it from being asked. */
const readWish = (kind: Kind, wish: Wish, types: readonly EditTypeOption[]) => {
  const count = whole(wish.count, 1, limits.count)
  const perImage = whole(wish.perImage, 1, limits.perImage)
  const seed = whole(wish.seed, 0, limits.seed)
  const faults = {
    count: kind === 'instructions' && count === null,
    perImage: kind === 'records' && perImage === null,
    seed: seed === null,
    types: wish.left.length >= types.length,
  }
  const { engine } = wish
  const editTypeIds = types.filter((type) => !wish.left.includes(type.id)).map((type) => type.id)
  const chosen = wish.left.length > 0 && { editTypeIds }
  const order: Order =
    kind === 'instructions'
      ? { kind, engine, count: count ?? 1, ...chosen }
      : { kind, engine, perImage: perImage ?? 1, images: { onlyNew: wish.onlyNew }, ...chosen }
  return { order, seed: seed ?? 1, faults, ok: !Object.values(faults).some(Boolean) }
}

/** What to write, with whom, and the exact prompt and cost of it before it is started. */
export function StartForm({ project, kind, types, onClose }: StartFormProps) {
  const t = useTranslations('expansion.start')
  const locale = useLocale()
  const queries = useQueryClient()
  const engines = useQuery(query.expansion.engines.queryOptions({ input: { project } }))
  const [wish, setWish] = useState<Wish>({
    engine: 'offline',
    count: '100',
    perImage: '3',
    onlyNew: true,
    left: [],
    seed: '1',
  })
  const put = (change: Partial<Wish>) => setWish((now) => ({ ...now, ...change }))
  const { order, seed, faults, ok } = readWish(kind, wish, types)
  // Typing goes on while the prompt of what was typed before is fetched.
  const shown = useDeferredValue(JSON.stringify({ order, seed }))
  const start = useMutation({
    mutationFn: () => api.expansion.start({ project, order, seed }),
    onSuccess: ({ number }) => {
      void queries.invalidateQueries({ queryKey: query.expansion.key() })
      toast({ text: t('started', { number }) })
      onClose()
    },
  })
  const problem = start.isError ? readProblem(start.error) : null
  const engine = engines.data?.find((one) => one.key === wish.engine)
  const unavailable = engines.data?.filter((one) => !one.available) ?? []
  const range = (most: number, least = 1) => t('range', { least, most })

  return (
    <section
      aria-label={t(`title.${kind}`)}
      className="grid gap-x-8 gap-y-6 rounded-l border border-line bg-raised p-4 sm:p-6 lg:grid-cols-[20rem_minmax(0,1fr)]"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (ok && engine?.available) start.mutate()
        }}
      >
        <h3 className="font-semibold">{t(`title.${kind}`)}</h3>
        <Select
          label={t('engine')}
          value={wish.engine}
          autoFocus
          onChange={(event) => put({ engine: event.target.value === 'openai' ? 'openai' : 'offline' })}
          options={(['offline', 'openai'] as const).map((key) => {
            const found = engines.data?.find((one) => one.key === key)
            return {
              value: key,
              label: found?.model ? t('withModel', { model: found.model }) : t(`engineName.${key}`),
              disabled: found?.available === false,
            }
          })}
          hint={unavailable.map(({ key, missing }) => (
            <span key={key}>
              {t('notConfigured', { engine: t(`engineName.${key}`), missing: missing.join(', ') })}
            </span>
          ))}
        />
        {kind === 'instructions' ? (
          <TextField
            label={t('count')}
            inputMode="numeric"
            value={wish.count}
            onChange={(event) => put({ count: event.target.value })}
            {...(faults.count && { error: range(limits.count) })}
          />
        ) : (
          <>
            <TextField
              label={t('perImage')}
              inputMode="numeric"
              value={wish.perImage}
              onChange={(event) => put({ perImage: event.target.value })}
              {...(faults.perImage && { error: range(limits.perImage) })}
            />
            <Checkbox
              label={t('onlyNew')}
              checked={wish.onlyNew}
              onChange={(event) => put({ onlyNew: event.target.checked })}
            />
          </>
        )}
        <fieldset className="flex flex-col">
          <legend className="text-small text-muted">{t('types')}</legend>
          <div className="grid grid-cols-2 gap-x-4">
            {types.map((type) => (
              <Checkbox
                key={type.id}
                label={labelOf(type, locale)}
                checked={!wish.left.includes(type.id)}
                onChange={({ target }) =>
                  put({
                    left: target.checked ? wish.left.filter((id) => id !== type.id) : [...wish.left, type.id],
                  })
                }
              />
            ))}
          </div>
          {faults.types && <FieldNote tone="reject">{t('noType')}</FieldNote>}
        </fieldset>
        <TextField
          label={t('seed')}
          hint={t('seedHint')}
          inputMode="numeric"
          value={wish.seed}
          onChange={(event) => put({ seed: event.target.value })}
          {...(faults.seed && { error: range(limits.seed, 0) })}
        />
        {problem && (
          <FieldNote tone="reject">{[problem.message, problem.fix].filter(Boolean).join(' ')}</FieldNote>
        )}
        <div className="flex gap-2">
          <Button type="submit" look="main" busy={start.isPending} disabled={!ok || !engine?.available}>
            {t('run')}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </form>
      <PromptPreview project={project} wish={ok && types.length > 0 ? shown : null} />
    </section>
  )
}
