'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { DemoAccount } from '@/lib/pipeline/project/client'
import { Button } from '@/lib/ui/controls/button'
import { FieldNote } from '@/lib/ui/controls/field'
import { TextField } from '@/lib/ui/controls/text-field'
import { type SignInFailure, signIn } from './sign-in'

interface SignInFormProps {
  to: string
  email: string
  demo: readonly DemoAccount[]
}

export function SignInForm({ to, email, demo }: SignInFormProps) {
  const t = useTranslations('start')
  const [busy, setBusy] = useState<string | null>(null)
  const [failure, setFailure] = useState<SignInFailure | null>(null)

  const enter = async (address: string, password: string) => {
    setBusy(address)
    setFailure(null)
    setFailure(await signIn(address, password, to))
    setBusy(null)
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void enter(String(form.get('email')), String(form.get('password')))
  }

  return (
    <>
      <h1 className="mb-5 text-title font-semibold">{t('signIn.title')}</h1>
      {/* POST, should somebody be faster than the script: a password never belongs into an address. */}
      <form method="post" onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t('email')}
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus={email === ''}
          defaultValue={email}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={email !== ''}
        />
        <div aria-live="polite" className="empty:hidden">
          {failure && <FieldNote tone="reject">{t(`signIn.${failure}`)}</FieldNote>}
        </div>
        <Button type="submit" look="main" busy={busy !== null} className="mt-1 min-h-10">
          {t('signIn.enter')}
        </Button>
      </form>
      {demo.length > 0 ? (
        <section className="mt-6 border-t border-line pt-5">
          <h2 className="mb-1 text-small text-muted">{t('signIn.demo')}</h2>
          <ul className="-mx-2">
            {demo.map((account) => (
              <li key={account.email}>
                <button
                  type="button"
                  disabled={busy !== null}
                  onClick={() => void enter(account.email, account.password)}
                  className="flex min-h-11 w-full items-center justify-between gap-3 rounded-m px-2 text-left transition-colors hover:bg-hover disabled:opacity-45"
                >
                  <span className="truncate font-semibold">{account.name}</span>
                  <span className="text-muted">{t(`role.${account.role}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <p className="mt-5 text-small text-muted">{t('signIn.noAccount')}</p>
      )}
    </>
  )
}
