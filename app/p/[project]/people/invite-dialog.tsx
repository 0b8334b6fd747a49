'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { FieldNote } from '@/lib/ui/controls/field'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { TextField } from '@/lib/ui/controls/text-field'
import { Dialog } from '@/lib/ui/feedback/dialog'
import type { Role } from '@/lib/ui/shell/navigation'
import { ShownSecret } from '../../../shown-secret'

interface InviteDialogProps {
  project: string
  open: boolean
  onClose: () => void
}

/** Makes an invitation, and shows its link the one time that it can be seen. */
export function InviteDialog({ project, open, onClose }: InviteDialogProps) {
  const t = useTranslations('people')
  const client = useQueryClient()
  const form = useId()
  const [role, setRole] = useState<Role>('rater')
  const invite = useMutation(
    query.people.invite.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.people.invitations.key() }),
    }),
  )
  const close = () => {
    onClose()
    invite.reset()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    invite.mutate({ project, role, email: String(new FormData(event.currentTarget).get('email')).trim() })
  }
  const problem = invite.error && readProblem(invite.error)
  const done = invite.data
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('invite')}
      actions={
        done ? (
          <Button look="main" onClick={close}>
            {t('done')}
          </Button>
        ) : (
          <>
            <Button type="submit" form={form} look="main" busy={invite.isPending}>
              {t('makeLink')}
            </Button>
            <Button look="plain" onClick={close}>
              {t('cancel')}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <ShownSecret
          label={t('link', { email: done.invitation.email })}
          secret={`${window.location.origin}${done.path}`}
          hint={t('linkHint')}
        />
      ) : (
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          <TextField
            label={t('email')}
            name="email"
            type="email"
            required
            autoFocus
            autoComplete="off"
            error={problem?.field === 'email' ? problem.message : undefined}
          />
          <div className="flex flex-col gap-1.5">
            <span className="text-small text-muted">{t('roleLabel')}</span>
            <div>
              <SegmentedControl
                label={t('roleLabel')}
                value={role}
                onChange={setRole}
                segments={(['rater', 'reviewer', 'admin'] as const).map((value) => ({
                  value,
                  label: t(`role.${value}`),
                }))}
              />
            </div>
            <p className="text-small text-muted">{t(`roleHint.${role}`)}</p>
          </div>
          {problem && problem.field !== 'email' && (
            <FieldNote tone="reject">
              {problem.message} {problem.fix}
            </FieldNote>
          )}
        </form>
      )}
    </Dialog>
  )
}
