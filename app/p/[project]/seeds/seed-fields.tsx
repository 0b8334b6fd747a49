'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/lib/ui/controls/select'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { WordDiff } from '@/lib/ui/words/word-diff'
import type { Seed } from './types'

/** What a reviewer changed; a field that was not touched is absent. */
export interface Edits {
  instruction?: string
  targetCaption?: string
  editTypeId?: string
  editObject?: string | null
}

interface SeedFieldsProps {
  seed: Seed
  edits: Edits
  onChange: (edits: Edits) => void
  types: readonly { readonly value: string; readonly label: string }[]
}

/** The seed's texts in place of what they say, for Edit and approve. */
export function SeedFields({ seed, edits, onChange, types }: SeedFieldsProps) {
  const t = useTranslations('seeds.field')
  const target = edits.targetCaption ?? seed.targetCaption
  return (
    <div className="flex flex-col gap-3">
      <TextArea
        autoFocus
        label={t('instruction')}
        value={edits.instruction ?? seed.instruction}
        onChange={(event) => onChange({ ...edits, instruction: event.target.value })}
      />
      <TextArea
        label={t('targetCaption')}
        value={target}
        onChange={(event) => onChange({ ...edits, targetCaption: event.target.value })}
      />
      <WordDiff className="text-small" from={seed.sourceCaption} to={target} />
      <Select
        label={t('editTypeId')}
        options={types}
        value={edits.editTypeId ?? seed.editType?.id ?? ''}
        onChange={(event) => onChange({ ...edits, editTypeId: event.target.value })}
      />
      <TextField
        label={t('editObject')}
        value={edits.editObject === undefined ? (seed.editObject ?? '') : (edits.editObject ?? '')}
        onChange={(event) => onChange({ ...edits, editObject: event.target.value || null })}
      />
    </div>
  )
}
