'use client'

import { useTranslations } from 'next-intl'
import type { StatusTone } from '@/lib/ui/feedback/status-dot'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { ContactSheet } from '@/lib/ui/lists/contact-sheet'
import { type Column, Table } from '@/lib/ui/lists/table'
import { Thumb } from '@/lib/ui/lists/thumb'
import type { SelectionHandle } from '@/lib/ui/lists/use-selection'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import type { Image } from './types'

export type ListLook = 'sheet' | 'table'

interface ImageListProps {
  look: ListLook
  images: readonly Image[]
  selection: SelectionHandle
  openKey: string | null
  onOpen: (id: string) => void
}

const tones = { missing: 'waiting', draft: 'warn', confirmed: 'ok' } as const satisfies Record<
  string,
  StatusTone
>

export function ImageList({ look, images, selection, openKey, onOpen }: ImageListProps) {
  const t = useTranslations('catalog')
  const toneOf = (image: Image): StatusTone => (image.captionDue ? 'running' : tones[image.captionStatus])
  const captionState = (image: Image) =>
    t(image.captionDue ? 'caption.due' : `caption.${image.captionStatus}`)
  if (look === 'sheet')
    return (
      <ContactSheet
        label={t('title')}
        selection={selection}
        openKey={openKey}
        onOpen={onOpen}
        items={images.map((image) => ({
          key: image.id,
          src: image.thumbUrl,
          alt: image.caption ?? image.name,
          title: image.caption ?? image.name,
          detail: [
            image.nearDuplicateOfId && t('near'),
            image.turn > 1 && t('turnIs', { turn: image.turn }),
            image.licence ?? t('noLicence'),
          ]
            .filter(Boolean)
            .join(' · '),
          status: { tone: toneOf(image), label: captionState(image) },
        }))}
      />
    )
  const columns: readonly Column<Image>[] = [
    {
      key: 'picture',
      header: <span className="sr-only">{t('column.picture')}</span>,
      cell: (image) => <Thumb src={image.thumbUrl} alt="" className="w-8" />,
    },
    {
      key: 'caption',
      header: t('column.caption'),
      wide: true,
      cell: (image) => (
        <span className="flex items-center gap-2">
          <StatusDot tone={toneOf(image)} label={captionState(image)} />
          <span className="truncate">
            {image.caption ?? <span className="text-muted">{captionState(image)}</span>}
          </span>
        </span>
      ),
    },
    {
      key: 'name',
      header: t('column.name'),
      minor: true,
      cell: (image) => <span className="block max-w-40 truncate">{image.name}</span>,
    },
    {
      key: 'near',
      header: t('column.near'),
      minor: true,
      cell: (image) => (image.nearDuplicateOfId ? t('near') : ''),
    },
    {
      key: 'licence',
      header: t('column.licence'),
      minor: true,
      cell: (image) => <span className="whitespace-nowrap">{image.licence}</span>,
    },
    { key: 'turn', header: t('column.turn'), numeric: true, minor: true, cell: (image) => image.turn },
    { key: 'seeds', header: t('column.seeds'), numeric: true, cell: (image) => image.seedCount },
    {
      key: 'size',
      header: t('column.size'),
      numeric: true,
      minor: true,
      cell: (image) => `${image.width}×${image.height}`,
    },
    {
      key: 'at',
      header: t('column.at'),
      numeric: true,
      minor: true,
      cell: (image) => <RelativeTime at={image.createdAt} />,
    },
  ]
  return (
    <Table
      label={t('title')}
      columns={columns}
      rows={images}
      keyOf={(image) => image.id}
      onOpen={(image) => onOpen(image.id)}
      openKey={openKey}
      selection={selection}
    />
  )
}
