'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { fieldClass } from '@/lib/ui/controls/field'
import { IconButton } from '@/lib/ui/controls/icon-button'
import { AddIcon, CloseIcon } from '@/lib/ui/icons'
import type { Project } from './use-save-project'

type Rule = Project['settings']['review']['rules'][number]

interface ReviewRulesProps {
  rules: Rule[]
  types: Project['editTypes']
  onChange: (rules: Rule[]) => void
}

const mostRules = 50

/** What items of a type ask of a person, and how soon they come. */
export function ReviewRules({ rules, types, onChange }: ReviewRulesProps) {
  const t = useTranslations('settings.review.rules')
  const locale = useLocale()
  const change = (at: number, part: Partial<Rule>) =>
    onChange(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-small text-muted">{t('title')}</legend>
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
        <div key={at} className="grid grid-cols-[1fr_1fr_6rem_auto] items-center gap-2 max-sm:grid-cols-2">
          <select
            aria-label={t('type', { number: at + 1 })}
            value={rule.editTypes[0] ?? ''}
            onChange={({ target }) => change(at, { editTypes: target.value === '' ? [] : [target.value] })}
            className={fieldClass}
          >
            <option value="">{t('every')}</option>
            {types.map(({ key, label, labelZh }) => (
              <option key={key} value={key}>
                {(locale === 'zh' && labelZh) || label}
              </option>
            ))}
          </select>
          <input
            aria-label={t('needs', { number: at + 1 })}
            placeholder="lang:zh skill:portraits"
            pattern="((lang|skill):[a-z0-9][a-z0-9\-]*\s*)*"
            title={t('needsHint')}
            defaultValue={rule.needs.join(' ')}
            onChange={({ target }) => change(at, { needs: target.value.split(/\s+/).filter(Boolean) })}
            className={fieldClass}
          />
          <input
            aria-label={t('priority', { number: at + 1 })}
            type="number"
            min={2}
            max={20}
            placeholder="10"
            value={rule.priority ?? ''}
            onChange={({ target }) =>
              change(at, { priority: target.value === '' ? null : target.valueAsNumber })
            }
            className={fieldClass}
          />
          <IconButton
            label={t('remove', { number: at + 1 })}
            onClick={() => onChange(rules.filter((_, index) => index !== at))}
          >
            <CloseIcon />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          icon={<AddIcon />}
          disabled={rules.length >= mostRules}
          onClick={() => onChange([...rules, { editTypes: [], needs: [], priority: null }])}
        >
          {t('add')}
        </Button>
      </div>
    </fieldset>
  )
}
