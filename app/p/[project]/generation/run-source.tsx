'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Select } from '@/lib/ui/controls/select'

interface RunSourceProps {
  project: string
  value: string
  onChange: (expansionRunId: string) => void
}

/** Records of which expansion a run takes; the latest are listed. */
export function RunSource({ project, value, onChange }: RunSourceProps) {
  const t = useTranslations('generation.new')
  const { data } = useQuery(
    query.expansion.list.queryOptions({ input: { project, kind: 'records', limit: 50 } }),
  )
  return (
    <Select
      label={t('from')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      options={[
        { value: '', label: t('fromAll') },
        ...(data?.items ?? []).map(({ id, number, kept }) => ({
          value: id,
          label: t('fromRun', { number, kept }),
        })),
      ]}
    />
  )
}
