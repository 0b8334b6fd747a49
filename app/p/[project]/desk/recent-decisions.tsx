'use client'

import { useTranslations } from 'next-intl'
import type { StatusTone } from '@/lib/ui/feedback/status-dot'
import { RecentStrip } from '@/lib/ui/lists/recent-strip'
import type { useDesk } from './use-desk'

const tones: Record<string, StatusTone> = {
  accept: 'accept',
  pick: 'accept',
  approve: 'accept',
  reject: 'reject',
  overturn: 'reject',
  fix: 'running',
  back: 'running',
}

interface RecentDecisionsProps {
  recent: ReturnType<typeof useDesk>['recent']
  onOpen: (itemId: string) => void
}

/** The person's last ten decisions; those that a reviewer has not decided on can be opened and changed. */
export function RecentDecisions({ recent, onOpen }: RecentDecisionsProps) {
  const t = useTranslations('desk')
  const items = recent.flatMap(({ decision, instruction, thumbUrl, editable }) =>
    editable && thumbUrl
      ? {
          key: decision.itemId,
          src: thumbUrl,
          label: t('recent', { instruction, verdict: t(`verdict.${decision.verdict}`) }),
          tone: tones[decision.verdict] ?? 'neutral',
        }
      : [],
  )
  return items.length > 0 ? <RecentStrip items={items} onOpen={onOpen} /> : null
}
