'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { EditTypeView } from '@/lib/pipeline/project/client'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { IconButton } from '@/lib/ui/controls/icon-button'
import { ChevronIcon } from '@/lib/ui/icons'
import { Table } from '@/lib/ui/lists/table'
import { toastProblem } from '../../../problem-state'
import { Section } from '../../../section'
import { EditTypeDialog } from './edit-type-dialog'

interface EditTypesProps {
  project: string
  types: readonly EditTypeView[]
}

/** The kinds of edits that raters are asked for, in the order in which they are offered. */
export function EditTypes({ project, types }: EditTypesProps) {
  const t = useTranslations('settings.types')
  const client = useQueryClient()
  const [editing, setEditing] = useState<EditTypeView | 'new' | null>(null)
  const change = {
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: query.projects.get.key() }),
  }
  const order = useMutation(query.projects.orderEditTypes.mutationOptions(change))
  const update = useMutation(query.projects.updateEditType.mutationOptions(change))
  const inUse = types.filter(({ archived }) => !archived)

  const move = (type: EditTypeView, by: -1 | 1) => {
    const ids = inUse.map(({ id }) => id)
    const at = ids.indexOf(type.id)
    const other = ids[at + by]
    if (other === undefined) return
    ids[at] = other
    ids[at + by] = type.id
    order.mutate({ project, ids })
  }

  return (
    <Section
      title={t('title')}
      about={t('about')}
      actions={<Button onClick={() => setEditing('new')}>{t('add')}</Button>}
    >
      <Table
        label={t('title')}
        rows={types}
        keyOf={({ id }) => id}
        onOpen={(type) => setEditing(type)}
        columns={[
          {
            key: 'label',
            header: t('label'),
            wide: true,
            cell: ({ label, labelZh, archived }) => (
              <span className={archived ? 'text-faint' : undefined}>
                <span className="font-semibold">{label}</span> <span lang="zh">{labelZh}</span>
                {archived && <span className="ml-2">{t('archived')}</span>}
              </span>
            ),
          },
          { key: 'region', header: t('region'), minor: true, cell: ({ region }) => t(`needs.${region}`) },
          {
            key: 'exportAs',
            header: t('exportAs'),
            minor: true,
            cell: ({ exportAs }) => <span className="whitespace-nowrap text-muted">{exportAs}</span>,
          },
          { key: 'quota', header: t('quota'), numeric: true, cell: ({ quota }) => quota ?? t('noLimit') },
          {
            key: 'actions',
            header: <span className="sr-only">{t('actions')}</span>,
            cell: (type) =>
              type.archived ? (
                <Button look="plain" onClick={() => update.mutate({ project, id: type.id, archived: false })}>
                  {t('restore')}
                </Button>
              ) : (
                <span className="flex justify-end">
                  <IconButton
                    label={t('up', { type: type.label })}
                    disabled={type === inUse[0] || order.isPending}
                    onClick={() => move(type, -1)}
                  >
                    <ChevronIcon className="rotate-180" />
                  </IconButton>
                  <IconButton
                    label={t('down', { type: type.label })}
                    disabled={type === inUse.at(-1) || order.isPending}
                    onClick={() => move(type, 1)}
                  >
                    <ChevronIcon />
                  </IconButton>
                </span>
              ),
          },
        ]}
      />
      {editing && <EditTypeDialog project={project} type={editing} onClose={() => setEditing(null)} />}
    </Section>
  )
}
