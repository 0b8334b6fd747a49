'use client'

import { useTranslations } from 'next-intl'
import { StatusDot, type StatusTone } from '../feedback/status-dot'
import { Thumb } from './thumb'

interface RecentStripProps {
  items: readonly {
    readonly key: string
    readonly src: string
    /** What it was and what was decided, read out and on hover. */
    readonly label: string
    readonly tone: StatusTone
  }[]
  onOpen: (key: string) => void
}

/** What was just judged, newest first; opening one lets the decision be changed. */
export function RecentStrip({ items, onOpen }: RecentStripProps) {
  const t = useTranslations('common.desk')
  return (
    <ol aria-label={t('recent')} className="flex w-9 flex-col gap-1.5 p-0.5">
      {items.map(({ key, src, label, tone }) => (
        <li key={key}>
          <button
            type="button"
            title={label}
            aria-label={label}
            onClick={() => onOpen(key)}
            className="relative block w-full rounded-s opacity-80 hover:opacity-100"
          >
            <Thumb src={src} alt="" />
            <span className="absolute -right-0.5 -bottom-0.5 flex rounded-full bg-surface p-[2px]">
              <StatusDot tone={tone} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
