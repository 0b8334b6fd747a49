'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { FieldNote } from '@/lib/ui/controls/field'
import { TextField } from '@/lib/ui/controls/text-field'
import { toast } from '@/lib/ui/feedback/toast'
import { Section } from '../section'

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('account')
  const form = useRef<HTMLFormElement>(null)
  const change = useMutation(
    query.account.changePassword.mutationOptions({
      onSuccess: () => {
        form.current?.reset()
        toast({ text: t('passwordChanged') })
      },
    }),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    change.mutate({ current: String(data.get('current')), next: String(data.get('next')) })
  }
  const problem = change.error && readProblem(change.error)
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined)
  return (
    <Section title={t('password')}>
      <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextField
          label={t('currentPassword')}
          name="current"
          type="password"
          required
          autoComplete="current-password"
          error={errorOf('current')}
        />
        <TextField
          label={t('newPassword')}
          name="next"
          type="password"
          required
          minLength={10}
          maxLength={200}
          autoComplete="new-password"
          hint={t('passwordHint')}
          error={errorOf('next') ?? errorOf('password')}
        />
        {problem && !problem.field && <FieldNote tone="reject">{problem.message}</FieldNote>}
        <div>
          <Button type="submit" busy={change.isPending}>
            {t('changePassword')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
