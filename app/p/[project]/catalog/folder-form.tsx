'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { TextField } from '@/lib/ui/controls/text-field'
import { toast } from '@/lib/ui/feedback/toast'
import type { Defaults } from './import-panel'

interface FolderFormProps {
  project: string
  defaults: Defaults
  onStarted: () => void
}

/** Imports a folder that lies on the server, under one of the roots that its operator opened. */
export function FolderForm({ project, defaults, onStarted }: FolderFormProps) {
  const t = useTranslations('catalog.import')
  const roots = useQuery(query.catalog.imports.folders.queryOptions({ input: { project } }))
  const [folder, setFolder] = useState('')
  const start = useMutation({
    mutationFn: () => api.catalog.imports.start({ project, kind: 'folder', folder, ...defaults }),
    onSuccess: () => {
      setFolder('')
      onStarted()
      toast({ text: t('started') })
    },
  })
  if (roots.data?.length === 0) return <p className="text-muted">{t('noRoots')}</p>
  const problem = start.error && readProblem(start.error)
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (folder) start.mutate()
      }}
    >
      <TextField
        label={t('folderPath')}
        hint={t('roots', { roots: roots.data?.join(', ') ?? '…' })}
        error={problem ? [problem.message, problem.fix].filter(Boolean).join(' ') : undefined}
        placeholder={roots.data?.[0]}
        value={folder}
        onChange={(event) => setFolder(event.target.value)}
      />
      <Button type="submit" className="self-start" busy={start.isPending} disabled={!folder}>
        {t('begin')}
      </Button>
    </form>
  )
}
