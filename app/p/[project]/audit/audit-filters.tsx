'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { FilterChip } from '@/lib/ui/controls/chip'
import { Select } from '@/lib/ui/controls/select'
import { TextField } from '@/lib/ui/controls/text-field'
import type { AuditFilter } from './use-audit-filter'

const areas = [
  'seed.',
  'exemplar.',
  'image.',
  'region.',
  'import.',
  'expansion.',
  'generation.',
  'review.',
  'release.',
  'member.',
  'invitation.',
  'project.',
  'edit-type.',
  'job.',
] as const

interface AuditFiltersProps {
  project: string
  filter: AuditFilter
  onChange: (filter: AuditFilter) => void
}

export function AuditFilters({ project, filter, onChange }: AuditFiltersProps) {
  const t = useTranslations('audit')
  const { data: people } = useQuery(query.people.list.queryOptions({ input: { project, limit: 200 } }))
  const set = (change: AuditFilter) => onChange({ ...filter, ...change })
  const isArea = areas.some((area) => area === filter.action)
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Select
          label={t('who')}
          value={filter.actorId ?? ''}
          onChange={({ target }) => set({ actorId: target.value })}
          options={[
            { value: '', label: t('anybody') },
            ...(people?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          label={t('action')}
          value={filter.action ?? ''}
          onChange={({ target }) => set({ action: target.value })}
          options={[
            { value: '', label: t('anything') },
            ...areas.map((area) => ({ value: area, label: area.slice(0, -1) })),
            ...(filter.action && !isArea ? [{ value: filter.action, label: filter.action }] : []),
          ]}
        />
        <TextField
          label={t('from')}
          type="date"
          value={filter.from ?? ''}
          max={filter.to}
          onChange={({ target }) => set({ from: target.value })}
        />
        <TextField
          label={t('to')}
          type="date"
          value={filter.to ?? ''}
          min={filter.from}
          onChange={({ target }) => set({ to: target.value })}
        />
      </div>
      {filter.objectId && (
        <div>
          <FilterChip onRemove={() => set({ objectId: '', objectType: '' })}>
            {t('oneObject', { type: filter.objectType ?? '' })}
          </FilterChip>
        </div>
      )}
    </div>
  )
}
