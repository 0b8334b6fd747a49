'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { toast } from '@/lib/ui/feedback/toast'
import { SelectionBar } from '@/lib/ui/lists/selection-bar'
import type { SelectionHandle } from '@/lib/ui/lists/use-selection'

interface RemovalBarProps {
  project: string
  list: 'pool' | 'records'
  selection: SelectionHandle
  /** The list shows the removed ones, to be brought back. */
  removed: boolean
}

/** Takes what is selected out of use, or brings it back; either can be undone at once. */
export function RemovalBar({ project, list, selection, removed }: RemovalBarProps) {
  const t = useTranslations('expansion.bulk')
  const queries = useQueryClient()
  const mark = useMutation({
    mutationFn: (change: { ids: string[]; removed: boolean }) =>
      list === 'pool'
        ? api.expansion.markPool({ project, ...change })
        : api.expansion.markRecords({ project, ...change }),
    onError: (error) => toast({ kind: 'error', text: readProblem(error).message }),
    onSuccess: ({ changed }, change) => {
      selection.clear()
      void queries.invalidateQueries({ queryKey: query.expansion.key() })
      toast({
        text: t(change.removed ? 'removed' : 'restored', { count: changed }),
        action: { label: t('undo'), run: () => mark.mutate({ ids: change.ids, removed: !change.removed }) },
      })
    },
  })
  return (
    <SelectionBar selection={selection}>
      <Button
        look="plain"
        busy={mark.isPending}
        onClick={() => mark.mutate({ ids: [...selection.keys], removed: !removed })}
      >
        {t(removed ? 'restore' : 'remove')}
      </Button>
    </SelectionBar>
  )
}
