'use client'

import { useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { Button } from '@/lib/ui/controls/button'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { toast } from '@/lib/ui/feedback/toast'

/** A part of a page that could not be loaded: what happened, what to do, and another try. */
export function ProblemState({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('start.problem')
  const { code, message, fix } = readProblem(error)
  return (
    <ErrorState
      title={code === 'offline' ? t('offline') : message}
      fix={fix ?? (code === 'offline' ? t('offlineFix') : undefined)}
      action={<Button onClick={retry}>{t('retry')}</Button>}
    />
  )
}

/** Says in a corner why something was not done. */
export const toastProblem = (error: unknown): void => {
  const { message, fix } = readProblem(error)
  toast({ kind: 'error', text: [message, fix].filter(Boolean).join(' ') })
}
