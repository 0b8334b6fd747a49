'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { TextArea } from '@/lib/ui/controls/text-field'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import type { Seed } from './types'

interface SeedBulkProps {
  project: string
  seeds: readonly Seed[]
  clear: () => void
}

type Wish = { decision: 'approve' | 'return' | 'discard'; comment?: string }

/** Decides on all that are selected, one after the other; what was refused is said with its reason and stays as it is. */
export function SeedBulk({ project, seeds, clear }: SeedBulkProps) {
  const t = useTranslations('seeds')
  const client = useQueryClient()
  const [returning, setReturning] = useState(false)
  const [comment, setComment] = useState('')
  const open = seeds.filter(({ status }) => status === 'submitted')
  const decide = useMutation({
    mutationFn: async (wish: Wish) => {
      const refused: string[] = []
      for (const { id, version } of open)
        try {
          await api.seeds.decide({ project, id, version, ...wish })
        } catch (error) {
          refused.push(readProblem(error).message)
        }
      return { done: open.length - refused.length, refused }
    },
    onSuccess: ({ done, refused }, { decision }) => {
      if (done > 0) toast({ text: t(`bulk.done.${decision}`, { count: done }) })
      if (refused.length > 0)
        toast({ kind: 'error', text: t('bulk.refused', { count: refused.length, why: refused[0] ?? '' }) })
      setReturning(false)
      clear()
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: query.seeds.key() })
      void client.invalidateQueries({ queryKey: query.projects.counts.key() })
    },
  })
  const approve = () => decide.mutate({ decision: 'approve' })
  const none = open.length === 0
  useKeys([{ key: 'Shift+A', label: t('bulk.approve'), run: approve, disabled: none || decide.isPending }])
  if (none) return <span className="px-2 text-muted">{t('bulk.none')}</span>
  return (
    <>
      <Button look="accept" hint="Shift+A" busy={decide.isPending} onClick={approve}>
        {t('bulk.approve')}
      </Button>
      <Button look="plain" disabled={decide.isPending} onClick={() => setReturning(true)}>
        {t('bulk.return')}
      </Button>
      <ConfirmButton
        look="reject"
        busy={decide.isPending}
        question={t('bulk.discardQuestion', { count: open.length })}
        confirm={t('action.discard')}
        onConfirm={() => decide.mutate({ decision: 'discard' })}
      >
        {t('bulk.discard')}
      </ConfirmButton>
      <Dialog
        open={returning}
        onClose={() => setReturning(false)}
        title={t('bulk.returnTitle', { count: open.length })}
        actions={
          <Button
            look="main"
            busy={decide.isPending}
            disabled={comment.trim() === ''}
            onClick={() => decide.mutate({ decision: 'return', comment: comment.trim() })}
          >
            {t('action.return')}
          </Button>
        }
      >
        <TextArea
          label={t('comment.label')}
          hint={t('comment.hint')}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
        />
      </Dialog>
    </>
  )
}
