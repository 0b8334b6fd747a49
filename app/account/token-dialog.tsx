'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { FieldNote } from '@/lib/ui/controls/field'
import { Select } from '@/lib/ui/controls/select'
import { TextField } from '@/lib/ui/controls/text-field'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { ShownSecret } from '../shown-secret'

const lifetimesDays = [30, 90, 365] as const

/** Makes a token, and shows its secret the one time that it can be seen. */
export function TokenDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('account.tokens')
  const client = useQueryClient()
  const form = useId()
  const create = useMutation(
    query.account.createToken.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.account.tokens.key() }),
    }),
  )
  const close = () => {
    onClose()
    create.reset()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const days = Number(data.get('days'))
    create.mutate({
      name: String(data.get('name')),
      scopes: data.get('scope') === 'write' ? ['read', 'write'] : ['read'],
      expiresInDays: days || null,
    })
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('create')}
      actions={
        create.data ? (
          <Button look="main" onClick={close}>
            {t('done')}
          </Button>
        ) : (
          <Button type="submit" form={form} look="main" busy={create.isPending}>
            {t('create')}
          </Button>
        )
      }
    >
      {create.data ? (
        <ShownSecret label={create.data.token.name} secret={create.data.secret} hint={t('secretHint')} />
      ) : (
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          <TextField label={t('name')} hint={t('nameHint')} name="name" required maxLength={60} autoFocus />
          <Select
            label={t('scope')}
            name="scope"
            options={[
              { value: 'read', label: t('read') },
              { value: 'write', label: t('write') },
            ]}
          />
          <Select
            label={t('ends')}
            name="days"
            defaultValue="90"
            options={[
              ...lifetimesDays.map((days) => ({ value: String(days), label: t('inDays', { days }) })),
              { value: '0', label: t('never') },
            ]}
          />
          {create.error && <FieldNote tone="reject">{readProblem(create.error).message}</FieldNote>}
        </form>
      )}
    </Dialog>
  )
}
