'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FilterChip } from '../controls/chip'
import { Menu, MenuItem } from '../controls/menu'
import { ChevronIcon } from '../icons'
import { SearchField } from './search-field'
import type { ListState } from './use-list-state'

export interface FilterChoice {
  /** Its name in the address. */
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

interface FilterBarProps {
  choices: readonly FilterChoice[]
  state: ListState
  /** What the search looks in; left out where there is no search. Its name in the address is `text`. */
  search?: string
  /** At the end of the row: how many there are, how they are shown. */
  children?: ReactNode
}

/** Search and choices on the left, those in force as chips that take themselves out. */
export function FilterBar({ choices, state, search, children }: FilterBarProps) {
  const t = useTranslations('common.list')
  const { values, set } = state
  return (
    <search className="flex flex-wrap items-center gap-x-1 gap-y-2">
      {search && (
        <SearchField label={search} value={values.text} onSearch={(text) => set({ text })} className="mr-1" />
      )}
      {choices
        .filter(({ options }) => options.length > 0)
        .map(({ name, label, options }) => (
          <Menu
            key={name}
            name={t('filterBy', { name: label })}
            label={
              <>
                {label}
                <ChevronIcon width={12} height={12} />
              </>
            }
          >
            {options.map((option) => (
              <MenuItem
                key={option.value}
                checked={values[name] === option.value}
                onClick={() => set({ [name]: values[name] === option.value ? null : option.value })}
              >
                {option.label}
              </MenuItem>
            ))}
          </Menu>
        ))}
      {choices.map(({ name, label, options }) => {
        const value = values[name]
        if (!value) return null
        const said = options.find((option) => option.value === value)?.label ?? value
        return (
          <FilterChip key={name} onRemove={() => set({ [name]: null })}>
            {t('filterIs', { name: label, value: said })}
          </FilterChip>
        )
      })}
      {values.text && (
        <FilterChip onRemove={() => set({ text: null })}>{t('textIs', { text: values.text })}</FilterChip>
      )}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </search>
  )
}
