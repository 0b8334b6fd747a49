'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Kbd } from '../keys/kbd'
import { useKeys } from '../keys/use-keys'
import { Thumb } from './thumb'

interface CandidateStripProps {
  candidates: readonly { readonly key: string; readonly src: string; readonly detail?: ReactNode }[]
  current: string
  onChoose: (key: string) => void
}

/** The candidates of one record, chosen with Shift and their number. */
export function CandidateStrip({ candidates, current, onChoose }: CandidateStripProps) {
  const t = useTranslations('common.desk')
  useKeys(
    candidates.slice(0, 9).map(({ key }, index) => ({
      key: `Shift+${index + 1}`,
      label: t('candidate', { number: index + 1 }),
      group: t('candidates'),
      run: () => onChoose(key),
    })),
  )
  return (
    <ol aria-label={t('candidates')} className="flex gap-3 p-2 sm:w-[7.25rem] sm:flex-col">
      {candidates.map(({ key, src, detail }, index) => (
        <li key={key} className="max-sm:w-16 max-sm:shrink-0">
          <button
            type="button"
            aria-pressed={key === current}
            onClick={() => onChoose(key)}
            className="group block w-full text-left text-small text-muted outline-none"
          >
            <span className="block rounded-s group-focus-visible:outline-2 group-focus-visible:outline-offset-3 group-focus-visible:outline-ink group-aria-pressed:outline-2 group-aria-pressed:outline-offset-2 group-aria-pressed:outline-accent">
              <Thumb src={src} alt={t('candidate', { number: index + 1 })} />
            </span>
            <span className="mt-1.5 flex items-center justify-between tabular-nums max-sm:sr-only">
              {index < 9 ? <Kbd>{`Shift+${index + 1}`}</Kbd> : <span />}
              {detail}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
