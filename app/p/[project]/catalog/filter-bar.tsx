'use client'

import { useTranslations } from 'next-intl'
import { FilterChip } from '@/lib/ui/controls/chip'
import { Menu, MenuHeading, MenuItem, MenuLine } from '@/lib/ui/controls/menu'
import { FilterIcon } from '@/lib/ui/icons'
import { SearchField } from '@/lib/ui/lists/search-field'
import type { Summary } from './types'
import type { FilterName, Filters } from './use-filters'

interface FilterBarProps {
  filters: Filters
  summary: Summary | undefined
  set: (changes: Partial<Record<FilterName, string | null>>) => void
}

const captionStates = ['missing', 'draft', 'confirmed'] as const

/** The filters in force as chips, the others in a menu, and the search field. */
export function FilterBar({ filters, summary, set }: FilterBarProps) {
  const t = useTranslations('catalog')
  const said: Record<FilterName, (value: string) => string> = {
    caption: (value) => t(`caption.${value as 'missing'}`),
    near: () => t('filter.near'),
    licence: (value) => (value === 'none' ? t('noLicence') : value),
    turn: (value) => t('turnIs', { turn: value }),
    import: () => t('filter.import'),
    text: (value) => t('filter.text', { text: value }),
    archived: () => t('filter.archived'),
  }
  const toggle = (name: FilterName, value: string) => set({ [name]: filters[name] === value ? null : value })
  const turns = Array.from({ length: summary?.turns ?? 1 }, (_, index) => String(index + 1))

  return (
    <search className="flex flex-wrap items-center gap-2">
      <SearchField label={t('filter.search')} value={filters.text} onSearch={(text) => set({ text })} />
      <Menu
        label={
          <span className="flex items-center gap-2">
            <FilterIcon />
            {t('filter.label')}
          </span>
        }
        name={t('filter.label')}
      >
        <MenuHeading>{t('column.caption')}</MenuHeading>
        {captionStates.map((state) => (
          <MenuItem key={state} checked={filters.caption === state} onClick={() => toggle('caption', state)}>
            {t(`caption.${state}`)}
            <span className="ml-auto pl-4 text-muted tabular-nums">{summary?.[state]}</span>
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem checked={filters.near === '1'} onClick={() => toggle('near', '1')}>
          {t('filter.near')}
          <span className="ml-auto pl-4 text-muted tabular-nums">{summary?.nearDuplicates}</span>
        </MenuItem>
        <MenuItem checked={filters.archived === '1'} onClick={() => toggle('archived', '1')}>
          {t('filter.archived')}
          <span className="ml-auto pl-4 text-muted tabular-nums">{summary?.archived}</span>
        </MenuItem>
        <MenuLine />
        <MenuHeading>{t('column.licence')}</MenuHeading>
        {[...(summary?.licences.slice(0, 8) ?? []), 'none'].map((licence) => (
          <MenuItem
            key={licence}
            checked={filters.licence === licence}
            onClick={() => toggle('licence', licence)}
          >
            {said.licence(licence)}
          </MenuItem>
        ))}
        {turns.length > 1 && (
          <>
            <MenuLine />
            <MenuHeading>{t('column.turn')}</MenuHeading>
            {turns.map((turn) => (
              <MenuItem key={turn} checked={filters.turn === turn} onClick={() => toggle('turn', turn)}>
                {said.turn(turn)}
              </MenuItem>
            ))}
          </>
        )}
      </Menu>
      {(Object.entries(filters) as [FilterName, string][]).map(([name, value]) => (
        <FilterChip key={name} onRemove={() => set({ [name]: null })}>
          {said[name](value)}
        </FilterChip>
      ))}
    </search>
  )
}
