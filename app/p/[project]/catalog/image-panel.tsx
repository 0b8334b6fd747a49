'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { Chip } from '@/lib/ui/controls/chip'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import { Thumb } from '@/lib/ui/lists/thumb'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ImageFacts } from './image-facts'
import { ImageFrame } from './image-frame'
import type { ImageDetail, Summary } from './types'

interface ImagePanelProps {
  project: string
  id: string
  summary: Summary | undefined
  onClose: () => void
  onPrevious?: () => void
  onNext?: () => void
}

/** One image beside the list: its frame, its texts, its labelled regions and where it comes from. */
export function ImagePanel({ project, id, summary, ...walk }: ImagePanelProps) {
  const t = useTranslations('catalog')
  const image = useQuery(query.catalog.images.get.queryOptions({ input: { project, id } }))
  if (image.isError)
    return (
      <SidePanel title={t('title')} {...walk}>
        <ErrorState
          title={readProblem(image.error).message}
          action={<Button onClick={() => void image.refetch()}>{t('again')}</Button>}
        />
      </SidePanel>
    )
  if (!image.data)
    return (
      <SidePanel title="…" {...walk}>
        <Skeleton className="aspect-square w-full" />
        <Skeleton className="h-20 w-full" />
      </SidePanel>
    )
  const { data } = image
  return (
    <SidePanel
      title={data.name}
      {...walk}
      actions={
        data.captionStatus === 'confirmed' && !data.archived ? (
          <ButtonLink href={`/p/${project}/author?image=${data.id}`}>{t('writeSeed')}</ButtonLink>
        ) : undefined
      }
    >
      {data.frame && (
        <ImageFrame key={`${data.id} ${data.frame.id}`} project={project} image={data} frame={data.frame} />
      )}
      <ImageFacts key={data.version} project={project} image={data} summary={summary} />
      <Labels project={project} image={data} />
      <Origin image={data} project={project} />
    </SidePanel>
  )
}

function Labels({ project, image }: { project: string; image: ImageDetail }) {
  const t = useTranslations('catalog.labels')
  return (
    <section aria-label={t('title')} className="flex flex-col gap-1.5">
      <h3 className="text-small text-muted">{t('title')}</h3>
      {image.labelled.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <p className="flex flex-wrap gap-1.5">
          {image.labelled.map(({ id, label }) => (
            <Chip key={id}>{label}</Chip>
          ))}
        </p>
      )}
      <ButtonLink look="plain" className="-ml-3 self-start" href={`/p/${project}/mask/${image.id}`}>
        {t('draw')}
      </ButtonLink>
    </section>
  )
}

function Origin({ image, project }: { image: ImageDetail; project: string }) {
  const t = useTranslations('catalog')
  const { nearDuplicateOf: near } = image
  return (
    <section
      aria-label={t('origin.title')}
      className="flex flex-col gap-2 border-t border-line pt-4 text-small"
    >
      {near && (
        <a
          href={`/p/${project}/catalog?open=${near.id}`}
          className="flex items-center gap-3 rounded-s hover:bg-hover"
        >
          <Thumb src={near.thumbUrl} alt={near.name} className="w-14" />
          <span>
            <span className="block">{t('near')}</span>
            <span className="block text-muted">{near.name}</span>
          </span>
        </a>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&>dt]:text-muted">
        <dt>{t('column.size')}</dt>
        <dd className="tabular-nums">{`${image.width}×${image.height}`}</dd>
        <dt>{t('column.at')}</dt>
        <dd>
          <RelativeTime at={image.createdAt} />
        </dd>
        <dt>{t('column.seeds')}</dt>
        <dd className="tabular-nums">{image.seedCount}</dd>
        {image.turn > 1 && (
          <>
            <dt>{t('column.turn')}</dt>
            <dd>
              {t('turnIs', { turn: image.turn })}
              {image.rootImageId && (
                <a className="ml-2 underline" href={`/p/${project}/catalog?open=${image.rootImageId}`}>
                  {t('origin.root')}
                </a>
              )}
            </dd>
          </>
        )}
        {image.notes.length > 0 && (
          <>
            <dt>{t('origin.notes')}</dt>
            <dd>
              {image.notes.map((note) => (t.has(`note.${note}`) ? t(`note.${note}`) : note)).join(', ')}
            </dd>
          </>
        )}
      </dl>
      <CopyId id={image.id} />
    </section>
  )
}
