'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type ReleaseRulesInput, type ScoreName, scoreNames } from '@/lib/pipeline/release/client'
import { Checkbox } from '@/lib/ui/controls/checkbox'
import { Switch } from '@/lib/ui/controls/switch'
import { TextField } from '@/lib/ui/controls/text-field'
import type { Preview } from './types'

interface RulesFormProps {
  rules: ReleaseRulesInput
  onChange: (rules: ReleaseRulesInput) => void
  /** What there is to choose from. */
  preview: Preview | undefined
}

/** A choice of all, kept as absent, so that what comes later is in too. */
const toggled = <V,>(all: readonly V[], chosen: readonly V[] | undefined, one: V): V[] | undefined => {
  const now = chosen ?? all
  const next = now.includes(one) ? now.filter((each) => each !== one) : [...now, one]
  return next.length === 0 ? [one] : next.length === all.length ? undefined : next
}

const numberOr = (text: string): number | undefined => {
  const value = Number(text)
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value
}

const without = <V,>(record: Record<string, V>, key: string): Record<string, V> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))

/** Everything that decides what goes in. What is left empty leaves out nothing. */
export function RulesForm({ rules, onChange, preview }: RulesFormProps) {
  const t = useTranslations('releases')
  const zh = useLocale() === 'zh'
  const types = preview?.types ?? []
  const set = (change: Partial<ReleaseRulesInput>) => onChange({ ...rules, ...change })
  const { caps = {}, minima = {}, splits = {} } = rules
  const percent = (name: 'validation' | 'test') => (
    <TextField
      label={t(`splitShare.${name}`)}
      inputMode="decimal"
      type="number"
      min={0}
      max={50}
      step={1}
      value={Math.round((splits[name] ?? 0) * 100)}
      onChange={({ target }) =>
        set({ splits: { ...splits, [name]: Math.min(50, Math.max(0, numberOr(target.value) ?? 0)) / 100 } })
      }
    />
  )
  return (
    <div className="flex flex-col gap-6">
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 font-semibold">{t('types')}</legend>
        {types.map(({ key, label, labelZh, considered }) => (
          <div key={key} className="flex items-center gap-3">
            <span className="min-w-0 flex-1">
              <Checkbox
                label={`${zh && labelZh ? labelZh : label} · ${t('count', { count: considered })}`}
                checked={rules.editTypes?.includes(key) ?? true}
                onChange={() =>
                  set({
                    editTypes: toggled(
                      types.map((type) => type.key),
                      rules.editTypes,
                      key,
                    ),
                  })
                }
              />
            </span>
            <input
              type="number"
              min={0}
              inputMode="numeric"
              aria-label={t('capOf', { type: label })}
              placeholder={t('noCap')}
              value={caps[key] ?? ''}
              onChange={({ target }) => {
                const cap = numberOr(target.value)
                set({
                  caps:
                    cap === undefined ? without(caps, key) : { ...caps, [key]: Math.max(0, Math.floor(cap)) },
                })
              }}
              className="w-28 rounded-m border border-line-strong/70 bg-raised px-2 py-1 text-right tabular-nums placeholder:text-faint"
            />
          </div>
        ))}
        <p className="text-small text-muted">{t('capHint')}</p>
      </fieldset>
      <fieldset className="flex flex-wrap gap-x-6">
        <legend className="pb-1 font-semibold">{t('configurations')}</legend>
        {(['free-form', 'region'] as const).map((one) => (
          <Checkbox
            key={one}
            label={t(`configuration.${one}`)}
            checked={rules.configurations?.includes(one) ?? true}
            onChange={() =>
              set({ configurations: toggled(['free-form', 'region'], rules.configurations, one) })
            }
          />
        ))}
      </fieldset>
      {(preview?.turns.length ?? 0) > 1 && (
        <fieldset className="flex flex-wrap gap-x-6">
          <legend className="pb-1 font-semibold">{t('turns')}</legend>
          {preview?.turns.map(({ turn }) => (
            <Checkbox
              key={turn}
              label={t('turn', { turn })}
              checked={rules.turns?.includes(turn) ?? true}
              onChange={() =>
                set({
                  turns: toggled(
                    preview.turns.map((one) => one.turn),
                    rules.turns,
                    turn,
                  ),
                })
              }
            />
          ))}
        </fieldset>
      )}
      <fieldset className="flex flex-col">
        <legend className="pb-1 font-semibold">{t('licences')}</legend>
        {preview?.licences.map(({ licence, considered }) =>
          licence === null ? (
            <Checkbox
              key="none"
              label={`${t('unlicensed')} · ${t('count', { count: considered })}`}
              checked={rules.unlicensed ?? true}
              onChange={() => set({ unlicensed: !(rules.unlicensed ?? true) })}
            />
          ) : (
            <Checkbox
              key={licence}
              label={`${licence} · ${t('count', { count: considered })}`}
              checked={rules.licences?.includes(licence) ?? true}
              onChange={() =>
                set({
                  licences: toggled(
                    preview.licences.flatMap((one) => (one.licence === null ? [] : [one.licence])),
                    rules.licences,
                    licence,
                  ),
                })
              }
            />
          ),
        )}
      </fieldset>
      <fieldset className="grid grid-cols-2 gap-3">
        <legend className="pb-1 font-semibold">{t('decided')}</legend>
        <TextField
          label={t('from')}
          type="date"
          value={rules.decidedFrom ?? ''}
          onChange={({ target }) => set({ decidedFrom: target.value || undefined })}
        />
        <TextField
          label={t('to')}
          type="date"
          value={rules.decidedTo ?? ''}
          onChange={({ target }) => set({ decidedTo: target.value || undefined })}
        />
      </fieldset>
      <details>
        <summary className="cursor-pointer font-semibold">{t('scores')}</summary>
        <p className="py-1 text-small text-muted">{t('scoresHint')}</p>
        <div className="grid grid-cols-2 gap-3">
          {scoreNames.map((name: ScoreName) => (
            <TextField
              key={name}
              label={t(`score.${name}`)}
              type="number"
              inputMode="decimal"
              min={-1}
              max={1}
              step={0.01}
              value={minima[name] ?? ''}
              onChange={({ target }) => {
                const least = numberOr(target.value)
                set({ minima: least === undefined ? without(minima, name) : { ...minima, [name]: least } })
              }}
            />
          ))}
        </div>
      </details>
      <fieldset className="grid grid-cols-2 gap-3">
        <legend className="pb-1 font-semibold">{t('splits')}</legend>
        {percent('validation')}
        {percent('test')}
        <p className="col-span-2 text-small text-muted">{t('splitsHint')}</p>
      </fieldset>
      <Switch
        label={t('anchor')}
        hint={t('anchorHint')}
        checked={rules.anchor ?? false}
        onChange={({ target }) => set({ anchor: target.checked })}
      />
    </div>
  )
}
