'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../controls/button'
import { useKeys } from '../keys/use-keys'
import type { SelectionHandle } from './use-selection'

/** What can be done with the selected, at the foot of the page; there only while something is selected. */
export function SelectionBar({ selection, children }: { selection: SelectionHandle; children: ReactNode }) {
  return selection.keys.size > 0 ? <OpenBar selection={selection}>{children}</OpenBar> : null
}

function OpenBar({ selection, children }: { selection: SelectionHandle; children: ReactNode }) {
  const t = useTranslations('common.list')
  useKeys([{ key: 'Escape', label: t('clear'), run: selection.clear }])
  return (
    <section
      aria-label={t('selection')}
      className="sheet-in sticky bottom-[calc(var(--dock)+1rem)] z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-1 rounded-l border border-line bg-raised py-1 pr-1 pl-4 shadow-float"
    >
      <span className="mr-3 tabular-nums" aria-live="polite">
        {t('selected', { count: selection.keys.size })}
      </span>
      {children}
      <Button look="plain" hint="Escape" onClick={selection.clear}>
        {t('clear')}
      </Button>
    </section>
  )
}
