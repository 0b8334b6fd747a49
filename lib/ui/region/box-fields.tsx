'use client'

import { useTranslations } from 'next-intl'
import type { Rect } from '@/lib/imaging/raster'

interface BoxFieldsProps {
  box: Rect
  width: number
  height: number
  onChange: (box: Rect) => void
}

/** The box in numbers: for those who don't drag, and for those who need it exact. */
export function BoxFields({ box, width, height, onChange }: BoxFieldsProps) {
  const t = useTranslations('common.region')
  const fields = [
    { key: 'x', min: 0, max: width - box.width },
    { key: 'y', min: 0, max: height - box.height },
    { key: 'width', min: 1, max: width - box.x },
    { key: 'height', min: 1, max: height - box.y },
  ] as const
  return (
    <fieldset
      aria-label={t('boxNumbers')}
      className="absolute top-2.5 left-2.5 z-10 flex gap-2 rounded-l border border-line bg-raised px-2 py-1 text-small text-muted shadow-float"
    >
      {fields.map(({ key, min, max }) => (
        <label key={key} className="flex items-center gap-1">
          {t(key)}
          <input
            type="number"
            value={box[key]}
            min={min}
            max={max}
            onChange={({ target }) => {
              if (Number.isNaN(target.valueAsNumber)) return
              onChange({ ...box, [key]: Math.min(max, Math.max(min, Math.round(target.valueAsNumber))) })
            }}
            className="w-14 rounded-s border border-line-strong/70 bg-raised px-1 py-0.5 text-right text-ink tabular-nums"
          />
        </label>
      ))}
    </fieldset>
  )
}
