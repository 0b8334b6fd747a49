'use client'

import { useTranslations } from 'next-intl'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import type { Release } from './types'

const tones = { sealing: 'running', sealed: 'ok', failed: 'reject' } as const

export function ReleaseState({ status }: { status: Release['status'] }) {
  const t = useTranslations('releases')
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <StatusDot tone={tones[status]} />
      {t(`state.${status}`)}
    </span>
  )
}
