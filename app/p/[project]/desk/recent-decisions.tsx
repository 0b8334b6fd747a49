'use client'

import { useTranslations } from 'next-intl'
import type { StatusTone } from '@/lib/ui/feedback/status-dot'
import { RecentStrip } from '@/lib/ui/lists/recent-strip'
import type { Entry } from './outbox/entry'
import type { DeskHandle } from './use-desk'

const tones: Record<string, StatusTone> = {
  accept: 'accept',
  pick: 'accept',
  approve: 'accept',
  reject: 'reject',
  overturn: 'reject',
  fix: 'running',
}

interface RecentDecisionsProps {
  recent: DeskHandle['recent']
  /** On their way: shown first, and taken back instead of opened. */
  underWay: readonly Entry[]
  onOpen: (itemId: string) => void
  onTakeBack: (entryId: string) => void
}

const shown = 10

/** The person's last ten decisions; those that a reviewer has not decided on can be opened and changed. */
export function RecentDecisions({ recent, underWay, onOpen, onTakeBack }: RecentDecisionsProps) {
  const t = useTranslations('desk')
  const waiting = underWay.flatMap(({ id, call, instruction, thumbUrl }) =>
    (call.kind === 'decide' || call.kind === 'change') && thumbUrl
      ? {
          key: id,
          src: thumbUrl,
          label: t('onItsWay', { instruction, verdict: t(`verdict.${call.judgement.verdict}`) }),
          tone: 'waiting' as const,
        }
      : [],
  )
  const items = recent.flatMap(({ decision, instruction, thumbUrl, editable }) =>
    editable && thumbUrl
      ? {
          key: decision.itemId,
          src: thumbUrl,
          label: t('recent', { instruction, verdict: t(`verdict.${decision.verdict}`) }),
          tone: tones[decision.verdict] ?? ('neutral' as const),
        }
      : [],
  )
  const all = [...waiting.toReversed(), ...items].slice(0, shown)
  const open = (key: string) => (waiting.some((one) => one.key === key) ? onTakeBack(key) : onOpen(key))
  return all.length > 0 ? <RecentStrip items={all} onOpen={open} /> : null
}
