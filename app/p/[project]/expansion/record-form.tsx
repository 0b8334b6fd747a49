'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { FieldNote } from '@/lib/ui/controls/field'
import { Select } from '@/lib/ui/controls/select'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { type EditTypeOption, labelOf } from './filter-bar'
import type { RecordDetail } from './types'

interface RecordFormProps {
  project: string
  record: RecordDetail
  types: readonly EditTypeOption[]
  /** With the new version's id, or null when nothing was changed. */
  onDone: (id: string | null) => void
}

const fields = ['instruction', 'targetCaption', 'editObject', 'editTypeId', 'regionId'] as const

/** Mends a record; the old version stays, as its parent. */
export function RecordForm({ project, record, types, onDone }: RecordFormProps) {
  const t = useTranslations('expansion.form')
  const locale = useLocale()
  const queries = useQueryClient()
  const [draft, setDraft] = useState({
    instruction: record.instruction,
    targetCaption: record.targetCaption,
    editObject: record.editObject ?? '',
    editTypeId: record.editType.id,
    regionId: record.regionId ?? '',
  })
  const put = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const save = useMutation({
    mutationFn: () =>
      api.expansion.editRecord({
        project,
        id: record.id,
        ...draft,
        editObject: draft.editObject.trim() || null,
        regionId: draft.regionId || null,
      }),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: query.expansion.key() })
      onDone(made.id)
    },
  })
  const problem = save.isError ? readProblem(save.error) : null
  const errorOf = (field: (typeof fields)[number]) =>
    problem?.field === field ? { error: [problem.message, problem.fix].filter(Boolean).join(' ') } : {}
  const elsewhere = problem && !fields.some((field) => field === problem.field)
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextArea
        label={t('instruction')}
        value={draft.instruction}
        maxLength={2_000}
        autoFocus
        onChange={(event) => put({ instruction: event.target.value })}
        {...errorOf('instruction')}
      />
      <TextArea
        label={t('targetCaption')}
        hint={t('from', { caption: record.sourceCaption })}
        value={draft.targetCaption}
        maxLength={4_000}
        onChange={(event) => put({ targetCaption: event.target.value })}
        {...errorOf('targetCaption')}
      />
      <TextField
        label={t('editObject')}
        hint={t('editObjectHint')}
        value={draft.editObject}
        maxLength={200}
        onChange={(event) => put({ editObject: event.target.value })}
        {...errorOf('editObject')}
      />
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={t('type')}
          value={draft.editTypeId}
          onChange={(event) => put({ editTypeId: event.target.value })}
          options={types.map((type) => ({ value: type.id, label: labelOf(type, locale) }))}
          {...errorOf('editTypeId')}
        />
        <Select
          label={t('region')}
          value={draft.regionId}
          onChange={(event) => put({ regionId: event.target.value })}
          options={[
            { value: '', label: t('noRegion') },
            ...record.regions.map(({ id, label }) => ({ value: id, label })),
            ...(record.region && !record.regions.some(({ id }) => id === record.regionId)
              ? [{ value: record.region.id, label: record.region.label }]
              : []),
          ]}
          {...errorOf('regionId')}
        />
      </div>
      {elsewhere && (
        <FieldNote tone="reject">{[problem.message, problem.fix].filter(Boolean).join(' ')}</FieldNote>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="main" busy={save.isPending}>
          {t('save')}
        </Button>
        <Button look="plain" onClick={() => onDone(null)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
