import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ErrorState } from '@/lib/ui/feedback/error-state'

/** Somebody else saved meanwhile: what they saved, under what was typed here. */
export function Conflict({ theirs }: { theirs: ReactNode }) {
  const t = useTranslations('settings.conflict')
  return (
    <>
      <ErrorState title={t('title')} kept={t('kept')} fix={t('fix')} />
      <div className="flex flex-col gap-1.5">
        <span className="text-small text-muted">{t('theirs')}</span>
        <div className="max-h-60 overflow-y-auto rounded-m bg-canvas p-3 whitespace-pre-wrap">{theirs}</div>
      </div>
    </>
  )
}
