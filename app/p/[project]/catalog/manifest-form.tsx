'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { Select } from '@/lib/ui/controls/select'
import { Bar } from '@/lib/ui/feedback/bar'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { toast } from '@/lib/ui/feedback/toast'
import type { Defaults } from './import-panel'
import { putBytes } from './put-bytes'

const formats = ['csv', 'jsonl', 'ultraedit'] as const
type Format = (typeof formats)[number]

interface ManifestFormProps {
  project: string
  defaults: Defaults
  onStarted: () => void
}

/** Imports a CSV or JSON Lines file whose rows name images by address, or by a path in an earlier upload. */
export function ManifestForm({ project, defaults, onStarted }: ManifestFormProps) {
  const t = useTranslations('catalog.import')
  const input = useRef<HTMLInputElement>(null)
  const [format, setFormat] = useState<Format>('csv')
  const [set, setSet] = useState('')
  const [sent, setSent] = useState<number | null>(null)
  const imports = useQuery(query.catalog.imports.list.queryOptions({ input: { project, limit: 50 } }))
  const uploads = imports.data?.items.filter((one) => one.kind === 'upload') ?? []
  const start = useMutation({
    mutationFn: async (file: File) => {
      const { id } = await api.catalog.imports.start({
        project,
        kind: format,
        name: file.name,
        ...(set && { imagesFrom: { kind: 'upload', importId: set } }),
        ...defaults,
      })
      await putBytes(`/api/v1/projects/${project}/imports/${id}/manifest`, file, {
        signal: new AbortController().signal,
        onProgress: setSent,
      })
    },
    onSuccess: () => toast({ text: t('started') }),
    onSettled: () => {
      setSent(null)
      if (input.current) input.current.value = ''
      onStarted()
    },
  })
  const problem = start.error && readProblem(start.error)
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-prose text-muted">{t(`about.${format}`)}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t('format')}
          value={format}
          onChange={(event) => setFormat(event.target.value as Format)}
          options={formats.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <Select
          label={t('imagesFrom')}
          value={set}
          onChange={(event) => setSet(event.target.value)}
          options={[
            { value: '', label: t('addressesOnly') },
            ...uploads.map((one) => ({
              value: one.id,
              label: `${one.name} · ${one.total} · ${new Date(one.createdAt).toLocaleString()}`,
            })),
          ]}
        />
      </div>
      <input
        ref={input}
        type="file"
        accept={format === 'csv' ? '.csv,.tsv,text/csv' : '.jsonl,.ndjson,.json'}
        aria-label={t('chooseList')}
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) start.mutate(file)
        }}
      />
      <Button className="self-start" busy={start.isPending} onClick={() => input.current?.click()}>
        {t('chooseList')}
      </Button>
      {sent !== null && <Bar label={t('chooseList')} parts={[{ value: sent, tone: 'done' }]} total={1} />}
      {problem && <ErrorState title={problem.message} fix={problem.fix} />}
    </div>
  )
}
