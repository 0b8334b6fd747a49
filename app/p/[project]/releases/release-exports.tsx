'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Button, buttonClass } from '@/lib/ui/controls/button'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { ProgressRow } from '@/lib/ui/feedback/progress-row'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { Table } from '@/lib/ui/lists/table'
import { ProblemState, toastProblem } from '../../../problem-state'
import type { Release, ReleaseExport } from './types'

const formats = ['parquet', 'imagefolder'] as const

/** Bytes as people read them: 1.2 GB. */
export const useSize = () => {
  const format = useFormatter()
  return (bytes: number): string => {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
    const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
    const options = { style: 'unit', unit: units[power] ?? 'byte', maximumSignificantDigits: 3 } as const
    return format.number(bytes / 1000 ** power, options)
  }
}

/** One export a format: begun, followed, stopped and downloaded here. */
export function ReleaseExports({
  project,
  release,
  isAdmin,
}: {
  project: string
  release: Release
  isAdmin: boolean
}) {
  const t = useTranslations('releases')
  const client = useQueryClient()
  const input = { project, id: release.id }
  const exports = useQuery(query.releases.exports.queryOptions({ input }))
  const onSettled = () => client.invalidateQueries({ queryKey: query.releases.exports.key({ input }) })
  const start = useMutation(query.releases.startExport.mutationOptions({ onError: toastProblem, onSettled }))
  const cancel = useMutation(
    query.releases.cancelExport.mutationOptions({ onError: toastProblem, onSettled }),
  )
  const retry = useMutation(query.releases.retryExport.mutationOptions({ onError: toastProblem, onSettled }))
  if (exports.error && !exports.data)
    return <ProblemState error={exports.error} retry={() => void exports.refetch()} />
  if (!exports.data) return <TableSkeleton rows={3} />
  return (
    <div className="flex flex-col divide-y divide-line border-y border-line">
      {formats.map((format) => {
        const one = exports.data.find((each) => each.format === format)
        return (
          <section key={format} aria-label={t(`format.${format}`)} className="flex flex-col gap-3 py-4">
            {!one ? (
              <div className="flex flex-wrap items-center gap-3">
                <div className="min-w-0 flex-1">
                  <p className="font-semibold">{t(`format.${format}`)}</p>
                  <p className="text-muted">{t(`formatHint.${format}`)}</p>
                </div>
                {isAdmin && (
                  <Button busy={start.isPending} onClick={() => start.mutate({ ...input, format })}>
                    {t('export')}
                  </Button>
                )}
              </div>
            ) : (
              <Exported
                row={one}
                isAdmin={isAdmin}
                onCancel={() => cancel.mutate({ project, id: one.id })}
                onRetry={() => retry.mutate({ project, id: one.id })}
              />
            )}
          </section>
        )
      })}
    </div>
  )
}

interface ExportedProps {
  row: ReleaseExport
  isAdmin: boolean
  onCancel: () => void
  onRetry: () => void
}

function Exported({ row, isAdmin, onCancel, onRetry }: ExportedProps) {
  const t = useTranslations('releases')
  const size = useSize()
  const label = t(`format.${row.format}`)
  const again = isAdmin && <Button onClick={onRetry}>{row.status === 'done' ? t('check') : t('goOn')}</Button>
  if (row.status === 'failed')
    return (
      <ErrorState
        title={t('exportFailed', { format: label })}
        fix={row.error}
        kept={t('filesKept')}
        action={again}
      />
    )
  if (row.status !== 'done')
    return (
      <>
        <ProgressRow
          label={label}
          detail={t('exportProgress', { done: row.done, total: row.total, size: size(row.bytes) })}
          parts={[{ value: row.done, tone: 'accent' }]}
          total={row.total}
          state={row.status === 'queued' ? 'waiting' : row.status}
          ratePerSecond={row.ratePerSecond}
          keptOnCancel={t('filesKept')}
          {...(isAdmin && { onCancel })}
        />
        {row.status === 'cancelled' && <div>{again}</div>}
      </>
    )
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <p className="font-semibold">{label}</p>
        <p className="text-muted tabular-nums">{size(row.bytes)}</p>
        <div className="ml-auto flex gap-2">
          {again}
          {row.zipUrl && (
            <a href={row.zipUrl} download className={buttonClass('outline')}>
              {t('downloadZip')}
            </a>
          )}
        </div>
      </div>
      <Table
        label={t('files')}
        rows={row.files}
        keyOf={({ name }) => name}
        columns={[
          {
            key: 'name',
            header: t('file'),
            wide: true,
            cell: ({ name }) => <span title={name}>{name}</span>,
          },
          { key: 'size', header: t('size'), numeric: true, cell: (file) => size(file.size) },
          {
            key: 'sha256',
            header: 'sha256',
            minor: true,
            cell: ({ sha256 }) => (
              <span className="flex items-center gap-1 text-muted">
                <code title={sha256}>{sha256.slice(0, 12)}…</code>
                <CopyId id={sha256} />
              </span>
            ),
          },
          {
            key: 'download',
            header: <span className="sr-only">{t('download')}</span>,
            cell: ({ name, url }) => (
              <a
                href={url}
                download
                aria-label={t('downloadFile', { name })}
                className={buttonClass('plain')}
              >
                {t('download')}
              </a>
            ),
          },
        ]}
      />
    </>
  )
}
