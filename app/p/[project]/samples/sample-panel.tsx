'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { TextArea } from '@/lib/ui/controls/text-field'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import { toastProblem } from '../../../problem-state'
import { CandidateDetail } from '../candidate/candidate-detail'
import type { Candidate } from '../generation/types'
import type { Walk } from '../light-table'
import type { useEditTypes } from '../use-edit-types'
import { SampleHistory } from './sample-history'
import { useSettle } from './use-settle'

interface SamplePanelProps {
  project: string
  sample: Candidate
  walk: Walk
  types: ReturnType<typeof useEditTypes>
}

/** One sample: the pair, who decided what, and the reviewer's word on it. */
export function SamplePanel({ project, sample, walk, types }: SamplePanelProps) {
  const t = useTranslations('samples')
  const [overturning, setOverturning] = useState(false)
  const [comment, setComment] = useState('')
  const settle = useSettle()
  const isGood = sample.sampleState === 'accepted' || sample.sampleState === 'approved'
  const mayApprove = sample.sampleState === 'accepted'
  const send = (verdict: 'approve' | 'overturn') =>
    settle.mutate(
      {
        project,
        verdict,
        candidateIds: [sample.id],
        ...(comment.trim() && { comment: comment.trim() }),
      },
      { onSuccess: ({ settled }) => settled.length > 0 && walk.onwards() },
    )
  const turn = useMutation(
    query.review.nextTurn.mutationOptions({
      onError: toastProblem,
      onSuccess: () => toast({ text: t('turnStarted') }),
    }),
  )
  const nextTurn = () => turn.mutate({ project, id: sample.id })
  const back = () => {
    setOverturning(false)
    setComment('')
  }
  useKeys([
    {
      key: 'A',
      label: t('approve'),
      run: () => send('approve'),
      disabled: !mayApprove || overturning || settle.isPending,
    },
    { key: 'O', label: t('overturn'), run: () => setOverturning(true), disabled: !isGood || overturning },
    { key: 'T', label: t('nextTurn'), run: nextTurn, disabled: !isGood || turn.isPending },
    { key: 'Mod+Enter', label: t('overturn'), run: () => send('overturn'), disabled: !overturning },
    { key: 'Escape', label: t('back'), run: back, disabled: !overturning },
  ])

  return (
    <SidePanel
      title={t('one')}
      onClose={walk.onClose}
      onPrevious={walk.onPrevious}
      onNext={walk.onNext}
      actions={
        overturning ? (
          <>
            <div className="w-full">
              <TextArea
                autoFocus
                label={t('why')}
                hint={t('whyHint')}
                value={comment}
                onChange={({ target }) => setComment(target.value)}
                onKeyDown={({ key }) => key === 'Escape' && back()}
              />
            </div>
            <Button look="reject" hint="Mod+Enter" busy={settle.isPending} onClick={() => send('overturn')}>
              {t('overturn')}
            </Button>
            <Button look="plain" hint="Escape" onClick={back}>
              {t('back')}
            </Button>
          </>
        ) : (
          isGood && (
            <>
              {mayApprove && (
                <Button look="accept" hint="A" busy={settle.isPending} onClick={() => send('approve')}>
                  {t('approve')}
                </Button>
              )}
              <Button look="reject" hint="O" onClick={() => setOverturning(true)}>
                {t('overturn')}
              </Button>
              <Button look="plain" hint="T" busy={turn.isPending} onClick={nextTurn}>
                {t('nextTurn')}
              </Button>
            </>
          )
        )
      }
    >
      <CandidateDetail project={project} candidate={sample} types={types} />
      <SampleHistory project={project} candidateId={sample.id} />
    </SidePanel>
  )
}
