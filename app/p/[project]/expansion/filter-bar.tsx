'use client'

import { useLocale, useTranslations } from 'next-intl'
import { FilterChip } from '@/lib/ui/controls/chip'
import { Menu, MenuHeading, MenuItem, MenuLine } from '@/lib/ui/controls/menu'
import { FilterIcon } from '@/lib/ui/icons'
import { SearchField } from '@/lib/ui/lists/search-field'
import type { FilterName, Filters } from './use-filters'

export interface EditTypeOption {
  readonly id: string
  readonly label: string
  readonly labelZh: string
}

interface FilterBarProps {
  filters: Filters
  types: readonly EditTypeOption[]
  /** Those that the list knows beside type, text and removed. */
  more?: readonly ('region' | 'generated')[]
  set: (changes: Partial<Record<FilterName, string | null>>) => void
}

export const labelOf = ({ label, labelZh }: Pick<EditTypeOption, 'label' | 'labelZh'>, locale: string) =>
  locale === 'zh' && labelZh ? labelZh : label

/** The filters in force as chips, the others in a menu, and the search field. */
export function FilterBar({ filters, types, more = [], set }: FilterBarProps) {
  const t = useTranslations('expansion.filter')
  const locale = useLocale()
  const typeName = (id: string) => {
    const type = types.find((one) => one.id === id)
    return type ? labelOf(type, locale) : t('type')
  }
  const said: Record<FilterName, (value: string) => string> = {
    type: typeName,
    run: () => t('run'),
    image: () => t('image'),
    text: (value) => t('text', { text: value }),
    region: (value) => t(value === '1' ? 'withRegion' : 'withoutRegion'),
    generated: (value) => t(value === '1' ? 'generated' : 'notGenerated'),
    removed: () => t('removed'),
  }
  const toggle = (name: FilterName, value: string) => set({ [name]: filters[name] === value ? null : value })

  return (
    <search className="flex flex-wrap items-center gap-2">
      <SearchField label={t('search')} value={filters.text} onSearch={(text) => set({ text })} />
      <Menu
        label={
          <span className="flex items-center gap-2">
            <FilterIcon />
            {t('label')}
          </span>
        }
        name={t('label')}
      >
        <MenuHeading>{t('type')}</MenuHeading>
        {types.map((type) => (
          <MenuItem key={type.id} checked={filters.type === type.id} onClick={() => toggle('type', type.id)}>
            {labelOf(type, locale)}
          </MenuItem>
        ))}
        <MenuLine />
        {more.flatMap((name) =>
          ['1', '0'].map((value) => (
            <MenuItem
              key={name + value}
              checked={filters[name] === value}
              onClick={() => toggle(name, value)}
            >
              {said[name](value)}
            </MenuItem>
          )),
        )}
        <MenuItem checked={filters.removed === '1'} onClick={() => toggle('removed', '1')}>
          {t('removed')}
        </MenuItem>
      </Menu>
      {(Object.entries(filters) as [FilterName, string][]).map(([name, value]) => (
        <FilterChip key={name} onRemove={() => set({ [name]: null })}>
          {said[name](value)}
        </FilterChip>
      ))}
    </search>
  )
}
