'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { Select } from '@/lib/ui/controls/select'
import { TextField } from '@/lib/ui/controls/text-field'
import { toast } from '@/lib/ui/feedback/toast'
import { isLocale, localeCookie, localeNames, locales } from '@/lib/ui/i18n/locales'
import { remember } from '@/lib/ui/preferences/remember'
import { toastProblem } from '../problem-state'
import { Section } from '../section'

export function ProfileForm({ name, locale }: { name: string; locale: string | null }) {
  const t = useTranslations('account')
  const router = useRouter()
  const update = useMutation(
    query.account.update.mutationOptions({
      onSuccess: (me) => {
        if (isLocale(me.locale)) remember(localeCookie, me.locale)
        router.refresh()
        toast({ text: t('saved') })
      },
      onError: toastProblem,
    }),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = form.get('locale')
    update.mutate({ name: String(form.get('name')), locale: isLocale(chosen) ? chosen : null })
  }
  return (
    <Section title={t('profile')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t('name')}
          name="name"
          required
          maxLength={80}
          defaultValue={name}
          autoComplete="name"
        />
        <Select
          label={t('language')}
          name="locale"
          defaultValue={locale ?? ''}
          options={[
            { value: '', label: t('asBrowser') },
            ...locales.map((value) => ({ value, label: localeNames[value].full })),
          ]}
        />
        <div>
          <Button type="submit" busy={update.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
