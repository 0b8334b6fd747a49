'use client'

import { signOut } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { InvitedView } from '@/lib/pipeline/project/client'
import { type ApiProblem, readProblem } from '@/lib/ui/api/api-error'
import { api } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { FieldNote } from '@/lib/ui/controls/field'
import { TextField } from '@/lib/ui/controls/text-field'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { signIn } from '../../sign-in/sign-in'

interface AcceptFormProps {
  token: string
  invited: Omit<InvitedView, 'expiresAt'> & { readonly expiresAt: string }
  signedInAs: string | null
}

/** One of four: join at once, sign out of another account, sign in first, or make an account. */
export function AcceptForm({ token, invited, signedInAs }: AcceptFormProps) {
  const t = useTranslations('start')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const here = `/invite/${token}`

  const accept = async (account?: { name: string; password: string }) => {
    setBusy(true)
    setProblem(null)
    try {
      const { slug, email } = await api.people.acceptInvitation({ token, ...account })
      if (account) await signIn(email, account.password, `/p/${slug}`)
      window.location.assign(`/p/${slug}`)
    } catch (error) {
      setProblem(readProblem(error))
      setBusy(false)
    }
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void accept({ name: String(form.get('name')), password: String(form.get('password')) })
  }

  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined)
  const elsewhere = problem && !['name', 'password'].includes(problem.field ?? '') ? problem : null

  return (
    <>
      <h1 className="mb-1 text-title font-semibold text-balance">
        {t('invite.title', { project: invited.project })}
      </h1>
      <p className="mb-5 text-muted">
        {t('invite.as', { role: t(`role.${invited.role}`), email: invited.email })}
      </p>
      {signedInAs === invited.email ? (
        <Button look="main" busy={busy} autoFocus onClick={() => void accept()} className="min-h-10 w-full">
          {t('invite.join')}
        </Button>
      ) : signedInAs !== null ? (
        <div className="flex flex-col gap-4">
          <p>{t('invite.otherAccount', { email: signedInAs })}</p>
          <Button look="main" onClick={() => void signOut({ callbackUrl: here })} className="min-h-10">
            {t('invite.signOut')}
          </Button>
        </div>
      ) : invited.hasAccount ? (
        <ButtonLink
          look="main"
          href={`/sign-in?${new URLSearchParams({ callbackUrl: here, email: invited.email })}`}
          className="min-h-10 w-full"
        >
          {t('invite.signInFirst')}
        </ButtonLink>
      ) : (
        <form method="post" onSubmit={submit} className="flex flex-col gap-4">
          <input type="hidden" name="username" autoComplete="username" value={invited.email} readOnly />
          <TextField
            label={t('invite.name')}
            name="name"
            autoComplete="name"
            required
            maxLength={80}
            autoFocus
            error={errorOf('name')}
          />
          <TextField
            label={t('password')}
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
            maxLength={200}
            hint={t('passwordHint')}
            error={errorOf('password')}
          />
          <Button type="submit" look="main" busy={busy} className="mt-1 min-h-10">
            {t('invite.join')}
          </Button>
        </form>
      )}
      <div aria-live="polite" className="mt-4 empty:hidden">
        {elsewhere && (
          <FieldNote tone="reject">
            {elsewhere.message} {elsewhere.fix}
          </FieldNote>
        )}
      </div>
      <p className="mt-5 text-small text-muted">
        {t.rich('invite.expires', { time: () => <RelativeTime at={invited.expiresAt} /> })}
      </p>
    </>
  )
}
