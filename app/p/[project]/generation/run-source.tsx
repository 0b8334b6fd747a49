'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/lib/ui/controls/select'

interface RunSourceProps {
  project: string
  value: string
  onChange: (expansionRunId: string) => void
}

/** Records of which expansion a run takes. */
export function RunSource({ value, onChange }: RunSourceProps) {
  const t = useTranslations('generation.new')
  return (
    <Select
      label={t('from')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      options={[{ value: '', label: t('fromAll') }]}
    />
  )
}
