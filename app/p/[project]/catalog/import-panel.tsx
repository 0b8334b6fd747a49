'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { IconButton } from '@/lib/ui/controls/icon-button'
import { SegmentedControl } from '@/lib/ui/controls/segmented-control'
import { TextField } from '@/lib/ui/controls/text-field'
import { CloseIcon } from '@/lib/ui/icons'
import { FileDrop } from '@/lib/ui/upload/file-drop'
import type { SendFile } from '@/lib/ui/upload/use-uploads'
import { FolderForm } from './folder-form'
import { ManifestForm } from './manifest-form'
import { putBytes } from './put-bytes'
import { UploadOutcome } from './upload-outcome'

export interface Defaults {
  readonly licence?: string
  readonly attribution?: string
}

type Way = 'files' | 'list' | 'folder'

interface ImportPanelProps {
  project: string
  /** A way, or the id of an upload to go on with. */
  start: string
  onClose: () => void
}

const isWay = (start: string): start is Way => ['files', 'list', 'folder'].includes(start)

/** The API's refusals as sentences, for rows that show an Error's message. */
const inWords = async <T,>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof DOMException) throw error
    const { message, fix } = readProblem(error)
    throw new Error(fix ? `${message} ${fix}` : message)
  }
}

/** All ways to bring images in. It stays open while files are sent, since leaving it stops them. */
export function ImportPanel({ project, start, onClose }: ImportPanelProps) {
  const t = useTranslations('catalog.import')
  const queries = useQueryClient()
  const [way, setWay] = useState<Way>(isWay(start) ? start : 'files')
  const [licence, setLicence] = useState('')
  const [attribution, setAttribution] = useState('')
  // One import for all files of this panel; begun with the first.
  const upload = useRef<Promise<string> | null>(isWay(start) ? null : Promise.resolve(start))
  const [uploadId, setUploadId] = useState(isWay(start) ? null : start)
  const defaults: Defaults = { ...(licence && { licence }), ...(attribution && { attribution }) }
  const refresh = () => void queries.invalidateQueries({ queryKey: query.catalog.key() })

  const send: SendFile = async (file, control) => {
    upload.current ??= api.catalog.imports
      .start({ project, kind: 'upload', name: t('uploadName'), ...defaults })
      .then(({ id }) => {
        setUploadId(id)
        return id
      })
      .catch((error) => {
        upload.current = null
        throw error
      })
    const id = await inWords(upload.current)
    const name = file.webkitRelativePath || file.name
    const [added] = await inWords(
      api.catalog.imports.addFiles({ project, id, files: [{ name, size: file.size }] }),
    )
    if (!added || added.received) return
    await putBytes(`/api/v1/projects/${project}/imports/${id}/files/${added.position}`, file, control)
  }

  return (
    <section aria-label={t('title')} className="flex flex-col gap-4 rounded-l border border-line p-4">
      <header className="flex items-center gap-2">
        <SegmentedControl
          label={t('way')}
          value={way}
          onChange={setWay}
          segments={[
            { value: 'files', label: t('files') },
            { value: 'list', label: t('list') },
            { value: 'folder', label: t('folder') },
          ]}
        />
        <span className="ml-auto">
          <IconButton label={t('close')} onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </span>
      </header>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('licence')}
          hint={t('licenceHint')}
          placeholder="CC-BY-4.0"
          value={licence}
          onChange={(event) => setLicence(event.target.value)}
        />
        <TextField
          label={t('attribution')}
          value={attribution}
          onChange={(event) => setAttribution(event.target.value)}
        />
      </div>
      <div hidden={way !== 'files'}>
        <FileDrop
          hint={isWay(start) ? t('dropHint') : t('continueHint')}
          accept="image/*"
          folders
          send={send}
          onAllDone={refresh}
        />
        {uploadId && <UploadOutcome project={project} id={uploadId} />}
      </div>
      {way === 'list' && <ManifestForm project={project} defaults={defaults} onStarted={refresh} />}
      {way === 'folder' && <FolderForm project={project} defaults={defaults} onStarted={refresh} />}
    </section>
  )
}
