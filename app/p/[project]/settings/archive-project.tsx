'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { toastProblem } from '../../../problem-state'
import { Section } from '../../../section'

/** Takes the project out of everybody's lists, or brings it back. */
export function ArchiveProject({ project, archived }: { project: string; archived: boolean }) {
  const t = useTranslations('settings.archive')
  const client = useQueryClient()
  const router = useRouter()
  const archive = useMutation(
    query.projects.archive.mutationOptions({
      onSuccess: () => router.refresh(),
      onError: toastProblem,
      onSettled: () => client.invalidateQueries({ queryKey: query.projects.get.key() }),
    }),
  )
  return (
    <Section title={t('title')} about={t(archived ? 'isArchived' : 'about')}>
      <div>
        {archived ? (
          <Button onClick={() => archive.mutate({ project, archived: false })}>{t('restore')}</Button>
        ) : (
          <ConfirmButton
            look="outline"
            question={t('question')}
            confirm={t('yes')}
            onConfirm={() => archive.mutate({ project, archived: true })}
          >
            {t('do')}
          </ConfirmButton>
        )}
      </div>
    </Section>
  )
}
