'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { useKeys } from '@/lib/ui/keys/use-keys'

/** The person judges in another tab: two would take the items out of each other's hands. */
export function Elsewhere({ onTake }: { onTake: () => void }) {
  const t = useTranslations('desk.elsewhere')
  useKeys([{ key: 'Enter', label: t('take'), run: onTake }])
  return (
    <div className="flex flex-col items-center" role="status">
      <h1 className="sr-only">{t('title')}</h1>
      <EmptyState
        picture="pair"
        action={
          <Button look="main" hint="Enter" onClick={onTake}>
            {t('take')}
          </Button>
        }
      >
        {t('about')}
      </EmptyState>
    </div>
  )
}
