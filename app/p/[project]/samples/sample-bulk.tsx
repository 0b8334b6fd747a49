'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { useKeys } from '@/lib/ui/keys/use-keys'
import type { Candidate } from '../generation/types'
import { useSettle } from './use-settle'

interface SampleBulkProps {
  project: string
  samples: readonly Candidate[]
  clear: () => void
}

/** A reviewer's word on all that are selected. */
export function SampleBulk({ project, samples, clear }: SampleBulkProps) {
  const t = useTranslations('samples')
  const settle = useSettle()
  const waiting = samples.filter(({ sampleState }) => sampleState === 'accepted').map(({ id }) => id)
  const good = samples.filter(({ sampleState }) => sampleState !== 'rejected').map(({ id }) => id)
  const send = (verdict: 'approve' | 'overturn', candidateIds: string[]) =>
    settle.mutate({ project, verdict, candidateIds }, { onSuccess: clear })
  const approve = () => send('approve', waiting)
  useKeys([
    {
      key: 'Shift+A',
      label: t('approveAll'),
      run: approve,
      disabled: waiting.length === 0 || settle.isPending,
    },
  ])
  return (
    <>
      <Button
        look="accept"
        hint="Shift+A"
        busy={settle.isPending}
        disabled={waiting.length === 0}
        onClick={approve}
      >
        {t('approveAll')}
      </Button>
      {good.length > 0 && (
        <ConfirmButton
          look="reject"
          busy={settle.isPending}
          question={t('overturnQuestion', { count: good.length })}
          confirm={t('overturn')}
          onConfirm={() => send('overturn', good)}
        >
          {t('overturnAll')}
        </ConfirmButton>
      )}
    </>
  )
}
