'use client'

import { useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'

/** The person gets no work at the moment: paused, at the day's limit, or not through the guidelines yet. */
export function NotNow({ project, error }: { project: string; error: unknown }) {
  const t = useTranslations('desk.notNow')
  const { message, fix } = readProblem(error)
  return (
    <div className="flex flex-col items-center" role="status">
      <h1 className="sr-only">{t('title')}</h1>
      <EmptyState
        picture="done"
        action={
          <ButtonLink look="main" href={`/p/${project}/work`}>
            {t('work')}
          </ButtonLink>
        }
      >
        {[message, fix].filter(Boolean).join(' ')}
      </EmptyState>
    </div>
  )
}
