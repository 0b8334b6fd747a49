'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '../controls/button'
import { IconButton } from '../controls/icon-button'
import { cx } from '../cx'
import { Bar } from '../feedback/bar'
import { StatusDot, type StatusTone } from '../feedback/status-dot'
import { CloseIcon, LoopIcon, UploadIcon } from '../icons'
import { filesOfDrop } from './files-of-drop'
import { type SendFile, type Upload, useUploads } from './use-uploads'

interface FileDropProps {
  /** What may be dropped here, as one sentence. */
  hint: string
  /** As of an input's `accept`. */
  accept: string
  send: SendFile
  /** All of them have arrived. */
  onAllDone?: () => void
  /** Offer to choose a whole folder too. */
  folders?: boolean
}

/** Drop, paste or choose many files; each is a row with its own progress, error and second try. */
export function FileDrop({ hint, accept, send, onAllDone, folders }: FileDropProps) {
  const t = useTranslations('common.upload')
  const uploads = useUploads(send, onAllDone)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  return (
    <div className="flex flex-col gap-4">
      <section
        aria-label={t('label')}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void filesOfDrop(event.dataTransfer).then(uploads.add)
        }}
        onPaste={(event) => uploads.add([...event.clipboardData.files])}
        className={cx(
          'flex flex-col items-center gap-3 rounded-l border border-dashed px-6 py-8 text-center transition-colors',
          over ? 'border-accent bg-hover' : 'border-line-strong',
        )}
      >
        <UploadIcon width={24} height={24} strokeWidth={1.2} className="text-muted" />
        <p className="text-balance text-muted">{hint}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button onClick={() => files.current?.click()}>{t('chooseFiles')}</Button>
          {folders && (
            <Button look="plain" onClick={() => folder.current?.click()}>
              {t('chooseFolder')}
            </Button>
          )}
        </div>
        {[files, folder].map((ref) => (
          <input
            key={ref === files ? 'files' : 'folder'}
            ref={ref}
            type="file"
            multiple
            accept={accept}
            {...(ref === folder && { webkitdirectory: '' })}
            aria-label={ref === files ? t('chooseFiles') : t('chooseFolder')}
            hidden
            onChange={(event) => {
              uploads.add([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        ))}
      </section>
      {uploads.list.length > 0 && <UploadRows {...uploads} />}
    </div>
  )
}

const tones: Record<Upload['state'], StatusTone> = {
  waiting: 'waiting',
  sending: 'running',
  done: 'ok',
  failed: 'reject',
}

function UploadRows({ list, retry, remove, clearDone }: ReturnType<typeof useUploads>) {
  const t = useTranslations('common.upload')
  const done = list.filter((one) => one.state === 'done').length
  const failed = list.filter((one) => one.state === 'failed')
  return (
    <div>
      <div className="flex min-h-8 items-center gap-2">
        <p aria-live="polite" className="text-muted tabular-nums">
          {t('count', { done, total: list.length, failed: failed.length })}
        </p>
        {failed.length > 1 && (
          <Button
            look="plain"
            onClick={() => {
              for (const { id } of failed) retry(id)
            }}
          >
            {t('retryAll')}
          </Button>
        )}
        {done > 0 && (
          <Button look="plain" className="ml-auto" onClick={clearDone}>
            {t('clearDone')}
          </Button>
        )}
      </div>
      <ul>
        {list.map(({ id, file, state, share, error }) => (
          <li
            key={id}
            className="flex min-h-9 items-center gap-3 border-t border-line [content-visibility:auto]"
          >
            <StatusDot tone={tones[state]} label={t(state)} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">{file.webkitRelativePath || file.name}</span>
              {error && <span className="block pb-1 text-small text-reject">{error}</span>}
            </span>
            {state === 'sending' && (
              <span className="w-32">
                <Bar label={file.name} parts={[{ value: share, tone: 'done' }]} total={1} />
              </span>
            )}
            {state === 'failed' && (
              <IconButton label={t('retry', { name: file.name })} onClick={() => retry(id)}>
                <LoopIcon />
              </IconButton>
            )}
            <IconButton label={t('remove', { name: file.name })} onClick={() => remove(id)}>
              <CloseIcon />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
