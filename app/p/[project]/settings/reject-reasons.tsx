'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { fieldClass } from '@/lib/ui/controls/field'
import { IconButton } from '@/lib/ui/controls/icon-button'
import { AddIcon, CloseIcon } from '@/lib/ui/icons'

interface Reason {
  readonly key: string
  readonly label: string
  readonly labelZh: string
}

interface RejectReasonsProps {
  reasons: Reason[]
  onChange: (reasons: Reason[]) => void
}

const mostReasons = 20

/** A key that no other reason has. Decisions keep the key, so a reason may be worded anew. */
const nextKey = (reasons: readonly Reason[]): string => {
  const taken = new Set(reasons.map(({ key }) => key))
  let number = reasons.length + 1
  while (taken.has(`reason-${number}`)) number += 1
  return `reason-${number}`
}

/** Why a candidate may be rejected, in both languages, as the desk offers it. */
export function RejectReasons({ reasons, onChange }: RejectReasonsProps) {
  const t = useTranslations('settings.reasons')
  const change = (key: string, part: Partial<Reason>) =>
    onChange(reasons.map((reason) => (reason.key === key ? { ...reason, ...part } : reason)))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-small text-muted">{t('title')}</legend>
      {reasons.map(({ key, label, labelZh }, index) => (
        <div key={key} className="flex items-center gap-2">
          <input
            aria-label={t('en', { number: index + 1 })}
            required
            maxLength={60}
            value={label}
            onChange={({ target }) => change(key, { label: target.value })}
            className={fieldClass}
          />
          <input
            aria-label={t('zh', { number: index + 1 })}
            lang="zh"
            maxLength={60}
            value={labelZh}
            onChange={({ target }) => change(key, { labelZh: target.value })}
            className={fieldClass}
          />
          <IconButton
            label={t('remove', { reason: label })}
            disabled={reasons.length === 1}
            onClick={() => onChange(reasons.filter((reason) => reason.key !== key))}
          >
            <CloseIcon />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          icon={<AddIcon />}
          disabled={reasons.length >= mostReasons}
          onClick={() => onChange([...reasons, { key: nextKey(reasons), label: '', labelZh: '' }])}
        >
          {t('add')}
        </Button>
      </div>
    </fieldset>
  )
}
