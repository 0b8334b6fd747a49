'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { ErrorState } from '@/lib/ui/feedback/error-state'

export interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** A page that failed while it was made. The server's words stay in its log, under this number. */
export function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations('start.problem')
  return (
    <ErrorState
      title={t('title')}
      kept={t('kept')}
      fix={error.digest && t('reference', { digest: error.digest })}
      action={<Button onClick={reset}>{t('retry')}</Button>}
    />
  )
}
