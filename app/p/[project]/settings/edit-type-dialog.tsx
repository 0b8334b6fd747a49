'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId } from 'react'
import type { EditTypeView } from '@/lib/pipeline/project/client'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { FieldNote } from '@/lib/ui/controls/field'
import { Select } from '@/lib/ui/controls/select'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { Dialog } from '@/lib/ui/feedback/dialog'

interface EditTypeDialogProps {
  project: string
  type: EditTypeView | 'new'
  onClose: () => void
}

const needs = ['required', 'optional', 'none'] as const

export function EditTypeDialog({ project, type, onClose }: EditTypeDialogProps) {
  const t = useTranslations('settings.types')
  const client = useQueryClient()
  const form = useId()
  const ends = {
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: query.projects.get.key() }),
  }
  const create = useMutation(query.projects.createEditType.mutationOptions(ends))
  const update = useMutation(query.projects.updateEditType.mutationOptions(ends))
  const known = type === 'new' ? null : type
  const failure = create.error ?? update.error
  const problem = failure && readProblem(failure)
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const quota = text('quota')
    const texts = {
      label: text('label'),
      labelZh: text('labelZh'),
      definition: text('definition'),
      definitionZh: text('definitionZh'),
      region: needs.find((need) => need === text('region')) ?? 'optional',
      exportAs: text('exportAs'),
      quota: quota === '' ? null : Number(quota),
    }
    if (known) update.mutate({ project, id: known.id, ...texts })
    else create.mutate({ project, key: text('key'), ...texts })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={known ? known.label : t('add')}
      actions={
        <>
          <Button type="submit" form={form} look="main" busy={create.isPending || update.isPending}>
            {t('save')}
          </Button>
          {known && !known.archived && (
            <ConfirmButton
              look="plain"
              question={t('archiveQuestion')}
              confirm={t('archive')}
              onConfirm={() => update.mutate({ project, id: known.id, archived: true })}
            >
              {t('archive')}
            </ConfirmButton>
          )}
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {!known && (
          <TextField
            label={t('key')}
            name="key"
            required
            autoFocus
            pattern="[a-z][a-z0-9\-]{0,39}"
            hint={t('keyHint')}
            error={errorOf('key')}
          />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label={t('labelEn')} name="label" required maxLength={40} defaultValue={known?.label} />
          <TextField
            label={t('labelZh')}
            name="labelZh"
            lang="zh"
            maxLength={40}
            defaultValue={known?.labelZh}
          />
        </div>
        <TextArea
          label={t('definitionEn')}
          name="definition"
          maxLength={400}
          defaultValue={known?.definition}
        />
        <TextArea
          label={t('definitionZh')}
          name="definitionZh"
          lang="zh"
          maxLength={400}
          defaultValue={known?.definitionZh}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={t('region')}
            name="region"
            defaultValue={known?.region ?? 'optional'}
            options={needs.map((value) => ({ value, label: t(`needs.${value}`) }))}
          />
          <TextField
            label={t('quota')}
            name="quota"
            type="number"
            min={0}
            max={1_000_000}
            hint={t('quotaHint')}
            defaultValue={known?.quota ?? ''}
          />
        </div>
        <TextField
          label={t('exportAs')}
          name="exportAs"
          required
          maxLength={60}
          hint={t('exportAsHint')}
          defaultValue={known?.exportAs ?? 'Others'}
        />
        {problem && problem.field !== 'key' && (
          <FieldNote tone="reject">
            {problem.message} {problem.fix}
          </FieldNote>
        )}
      </form>
    </Dialog>
  )
}
