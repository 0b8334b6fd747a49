'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { toast } from '@/lib/ui/feedback/toast'
import { toastProblem } from '../../../problem-state'

/** Approves or overturns samples; what was refused is said with its reason, and lists look again either way. */
export const useSettle = () => {
  const t = useTranslations('samples')
  const client = useQueryClient()
  return useMutation(
    query.review.settleSamples.mutationOptions({
      onError: toastProblem,
      onSuccess: ({ settled, refused }, { verdict }) => {
        if (settled.length > 0) toast({ text: t(`done.${verdict}`, { count: settled.length }) })
        if (refused.length > 0)
          toast({
            kind: 'error',
            text: t('refused', { count: refused.length, why: refused[0]?.reason ?? '' }),
          })
      },
      onSettled: () => {
        void client.invalidateQueries({ queryKey: query.generation.candidates.key() })
        void client.invalidateQueries({ queryKey: query.review.key() })
        void client.invalidateQueries({ queryKey: query.projects.counts.key() })
      },
    }),
  )
}
