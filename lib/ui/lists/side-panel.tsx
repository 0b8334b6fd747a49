'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { IconButton } from '../controls/icon-button'
import { BackIcon, CloseIcon } from '../icons'
import { useKeys } from '../keys/use-keys'

interface SidePanelProps {
  title: string
  onClose: () => void
  /** Walk through the list without leaving the panel. Left out at either end. */
  onPrevious?: () => void
  onNext?: () => void
  actions?: ReactNode
  children: ReactNode
}

/** The detail of one row, beside its list (`SideBySide`); over it on a phone. */
export function SidePanel({ title, onClose, onPrevious, onNext, actions, children }: SidePanelProps) {
  const t = useTranslations('common.list')
  const close = useTranslations('common')('close')
  useKeys([
    { key: 'Escape', label: close, run: onClose },
    { key: 'K', label: t('previous'), run: () => onPrevious?.(), disabled: !onPrevious, repeat: true },
    { key: 'J', label: t('next'), run: () => onNext?.(), disabled: !onNext, repeat: true },
    { key: 'ArrowUp', label: t('previous'), run: () => onPrevious?.(), disabled: !onPrevious, repeat: true },
    { key: 'ArrowDown', label: t('next'), run: () => onNext?.(), disabled: !onNext, repeat: true },
  ])
  return (
    <aside
      aria-label={title}
      className="sheet-in sticky top-(--bar) flex h-[calc(100dvh-var(--bar))] w-[26rem] shrink-0 flex-col border-l border-line bg-surface [--from:8px_0] max-lg:fixed max-lg:inset-x-0 max-lg:top-(--bar) max-lg:z-20 max-lg:h-[calc(100dvh-var(--bar)-var(--dock))] max-lg:w-full"
    >
      <header className="flex items-center gap-1 border-b border-line py-1 pr-2 pl-6">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        <IconButton label={t('previous')} hint="K" disabled={!onPrevious} onClick={onPrevious}>
          <BackIcon className="rotate-90" />
        </IconButton>
        <IconButton label={t('next')} hint="J" disabled={!onNext} onClick={onNext}>
          <BackIcon className="-rotate-90" />
        </IconButton>
        <IconButton label={close} hint="Escape" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-6 py-4">{children}</div>
      {actions && (
        <footer className="flex flex-wrap items-center gap-2 border-t border-line px-6 py-3">
          {actions}
        </footer>
      )}
    </aside>
  )
}

/** A list with its side panel: `children` the list, `panel` the open SidePanel or null. */
export function SideBySide({ children, panel }: { children: ReactNode; panel: ReactNode }) {
  return (
    <div className="flex">
      <div className="min-w-0 flex-1">{children}</div>
      {panel}
    </div>
  )
}
