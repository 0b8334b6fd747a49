'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { toast } from '@/lib/ui/feedback/toast'
import { SelectionBar } from '@/lib/ui/lists/selection-bar'
import type { SelectionHandle } from '@/lib/ui/lists/use-selection'
import type { Summary } from './types'

interface BulkBarProps {
  project: string
  selection: SelectionHandle
  summary: Summary | undefined
  /** The list shows the archived ones. */
  archived: boolean
}

export function BulkBar({ project, selection, summary, archived }: BulkBarProps) {
  const t = useTranslations('catalog')
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: query.catalog.images.key() })
  const failed = (error: unknown) => {
    const { message, fix } = readProblem(error)
    toast({ kind: 'error', text: fix ? `${message} ${fix}` : message })
  }
  const archive = useMutation({
    mutationFn: (change: { ids: string[]; archived: boolean }) =>
      api.catalog.images.archive({ project, ...change }),
    onError: failed,
    onSuccess: ({ changed }, change) => {
      selection.clear()
      void refresh()
      toast({
        text: t(change.archived ? 'bulk.archived' : 'bulk.restored', { count: changed }),
        action: {
          label: t('bulk.undo'),
          run: () => archive.mutate({ ids: change.ids, archived: !change.archived }),
        },
      })
    },
  })
  const draft = useMutation({
    mutationFn: (ids: string[]) => api.catalog.images.draft({ project, ids }),
    onError: failed,
    onSuccess: ({ requested }) => {
      selection.clear()
      void refresh()
      toast({ text: t('bulk.drafting', { count: requested }) })
    },
  })
  const ids = [...selection.keys]
  return (
    <SelectionBar selection={selection}>
      <Button
        look="plain"
        busy={draft.isPending}
        disabled={!summary?.captionEngine}
        title={summary && !summary.captionEngine ? t('draft.none') : undefined}
        onClick={() => draft.mutate(ids)}
      >
        {t('draft.button')}
      </Button>
      <Button
        look="plain"
        busy={archive.isPending}
        onClick={() => archive.mutate({ ids, archived: !archived })}
      >
        {t(archived ? 'bulk.restore' : 'bulk.archive')}
      </Button>
    </SelectionBar>
  )
}
