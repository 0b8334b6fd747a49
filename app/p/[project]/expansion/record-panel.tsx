'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { Chip } from '@/lib/ui/controls/chip'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import { Thumb } from '@/lib/ui/lists/thumb'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { WordDiff } from '@/lib/ui/words/word-diff'
import { type EditTypeOption, labelOf } from './filter-bar'
import { Provenance } from './provenance'
import { RecordForm } from './record-form'
import type { RecordDetail } from './types'
import type { Filters } from './use-filters'
import { useRecords } from './use-records'

interface RecordPanelProps {
  project: string
  id: string
  types: readonly EditTypeOption[]
  mayRemove: boolean
  filters: Filters
  onOpen: (id: string) => void
  onClose: () => void
}

/** One record beside the list: its photograph, its texts, and what it was made from. */
export function RecordPanel({ project, id, types, mayRemove, filters, onOpen, onClose }: RecordPanelProps) {
  const t = useTranslations('expansion')
  const { rows } = useRecords(project, filters)
  const [edits, setEdits] = useState(false)
  const record = useQuery(query.expansion.record.queryOptions({ input: { project, id } }))
  const at = rows.findIndex((row) => row.id === id)
  const go = (to: number) => {
    const row = rows[to]
    return row && !edits ? () => onOpen(row.id) : undefined
  }
  const previous = at >= 0 ? go(at - 1) : undefined
  const next = at >= 0 ? go(at + 1) : undefined
  const walk = { onClose, ...(previous && { onPrevious: previous }), ...(next && { onNext: next }) }
  const usable = record.data && !record.data.removedAt && !edits
  useKeys([{ key: 'E', label: t('record.edit'), run: () => setEdits(true), disabled: !usable }])
  if (record.isError)
    return (
      <SidePanel title={t('kind.records')} {...walk}>
        <ErrorState
          title={readProblem(record.error).message}
          action={<Button onClick={() => void record.refetch()}>{t('again')}</Button>}
        />
      </SidePanel>
    )
  if (!record.data)
    return (
      <SidePanel title="…" {...walk}>
        <Skeleton className="aspect-square w-full" />
        <Skeleton className="h-20 w-full" />
      </SidePanel>
    )
  const { data } = record
  return (
    <SidePanel
      title={t('record.title', { idx: data.idx })}
      {...walk}
      actions={
        !edits && (
          <RecordActions
            project={project}
            record={data}
            mayRemove={mayRemove}
            onEdit={() => setEdits(true)}
          />
        )
      }
    >
      <Thumb src={data.image.thumbUrl} alt={data.image.name} className="w-full" />
      {edits ? (
        <RecordForm
          project={project}
          record={data}
          types={types}
          onDone={(made) => {
            setEdits(false)
            if (made) onOpen(made)
          }}
        />
      ) : (
        <Texts record={data} />
      )}
      <Provenance record={data} onOpen={onOpen} />
    </SidePanel>
  )
}

function Texts({ record }: { record: RecordDetail }) {
  const t = useTranslations('expansion')
  const locale = useLocale()
  return (
    <section className="flex flex-col gap-2">
      <p className="text-title font-semibold text-balance">{record.instruction}</p>
      <p className="flex flex-wrap items-center gap-1.5">
        <Chip>{labelOf(record.editType, locale)}</Chip>
        <Chip>{record.editObject ?? t('wholeImage')}</Chip>
        {record.region && <Chip>{t('record.region', { label: record.region.label })}</Chip>}
        {record.removedAt && <Chip>{t('filter.removed')}</Chip>}
        <CopyId id={record.id} />
      </p>
      <WordDiff from={record.sourceCaption} to={record.targetCaption} className="text-muted" />
      <p className="text-small text-faint">
        <RelativeTime at={record.createdAt} />
      </p>
    </section>
  )
}

interface RecordActionsProps {
  project: string
  record: RecordDetail
  mayRemove: boolean
  onEdit: () => void
}

function RecordActions({ project, record, mayRemove, onEdit }: RecordActionsProps) {
  const t = useTranslations('expansion')
  const queries = useQueryClient()
  const mark = useMutation({
    mutationFn: (removed: boolean) => api.expansion.markRecords({ project, ids: [record.id], removed }),
    onError: (error) => toast({ kind: 'error', text: readProblem(error).message }),
    onSuccess: (_, removed) => {
      void queries.invalidateQueries({ queryKey: query.expansion.key() })
      toast({
        text: t(removed ? 'bulk.removed' : 'bulk.restored', { count: 1 }),
        action: { label: t('bulk.undo'), run: () => mark.mutate(!removed) },
      })
    },
  })
  return (
    <>
      {!record.removedAt && (
        <Button hint="E" onClick={onEdit}>
          {t('record.edit')}
        </Button>
      )}
      {mayRemove && (
        <Button look="plain" busy={mark.isPending} onClick={() => mark.mutate(!record.removedAt)}>
          {t(record.removedAt ? 'bulk.restore' : 'bulk.remove')}
        </Button>
      )}
    </>
  )
}
