'use client'

import { useTranslations } from 'next-intl'
import { TextField } from '@/lib/ui/controls/text-field'
import type { RunOrder } from './types'

/** What differs from the defaults; a field that was not touched is absent. */
export type Bounds = Pick<NonNullable<RunOrder['params']>, 'keepTop' | 'minKept' | 'filter'>
type Filter = NonNullable<Bounds['filter']>

const bounds = [
  { name: 'clipSimSource', usual: '0.2' },
  { name: 'clipSimTarget', usual: '0.2' },
  { name: 'clipSimDir', usual: '0.22' },
  { name: 'clipSimImage', usual: '0.75 · 0.70' },
  { name: 'dinov2Sim', usual: '0.4' },
  { name: 'minInsideShare', usual: '0.9' },
  { name: 'minPerceptual', usual: '0.3' },
  { name: 'maxPerceptual', usual: '60' },
] as const satisfies readonly { name: keyof Filter; usual: string }[]

interface BoundsFieldsProps {
  value: Bounds
  onChange: (bounds: Bounds) => void
}

/** An empty field is the default; `off` switches the rule off. */
const read = (text: string): number | null | undefined => {
  const said = text.trim()
  if (said === '') return undefined
  if (said.toLowerCase() === 'off' || said === '关') return null
  const number = Number(said.replace(',', '.'))
  return Number.isFinite(number) ? number : undefined
}

/** The filter's bounds and how many are kept: the published figures unless somebody opens this and changes them. */
export function BoundsFields({ value, onChange }: BoundsFieldsProps) {
  const t = useTranslations('generation.bounds')
  const setFilter = (name: keyof Filter, next: number | null | undefined) => {
    const { [name]: _, ...rest } = value.filter ?? {}
    onChange({ ...value, filter: next === undefined ? rest : { ...rest, [name]: next } })
  }
  const setCount = (name: 'keepTop' | 'minKept', next: number | null | undefined) => {
    const { [name]: _, ...rest } = value
    onChange(next ? { ...rest, [name]: Math.trunc(next) } : rest)
  }
  return (
    <details>
      <summary className="text-muted">{t('title')}</summary>
      <p className="my-3 text-small text-muted">{t('about')}</p>
      <div className="grid grid-cols-2 gap-3">
        {bounds.map(({ name, usual }) => (
          <TextField
            key={name}
            label={t(name)}
            placeholder={usual}
            onChange={({ target }) => setFilter(name, read(target.value))}
          />
        ))}
        <TextField
          label={t('keepTop')}
          placeholder="4 · 3"
          inputMode="numeric"
          onChange={({ target }) => setCount('keepTop', read(target.value))}
        />
        <TextField
          label={t('minKept')}
          placeholder="1"
          inputMode="numeric"
          onChange={({ target }) => setCount('minKept', read(target.value))}
        />
      </div>
    </details>
  )
}
