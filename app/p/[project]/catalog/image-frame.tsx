'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { frameContains, frameRect, moveFrame } from '@/lib/imaging/frame'
import type { Rect } from '@/lib/imaging/raster'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { toast } from '@/lib/ui/feedback/toast'
import { FrameEditor } from '@/lib/ui/region/frame-editor'
import type { ImageDetail } from './types'

interface ImageFrameProps {
  project: string
  image: ImageDetail
  frame: NonNullable<ImageDetail['frame']>
}

/** The picture with its frame, which can be moved as long as it cuts no labelled region off. */
export function ImageFrame({ project, image, frame }: ImageFrameProps) {
  const t = useTranslations('catalog.frame')
  const queries = useQueryClient()
  const [rect, setRect] = useState<Rect>(() => frameRect(frame, image))
  // The editor moves in pixels of the picture; a frame begins at whole pixels of the scaled picture.
  const wanted = moveFrame(
    frame,
    Math.round((rect.x * frame.scaledWidth) / image.width) - frame.left,
    Math.round((rect.y * frame.scaledHeight) / image.height) - frame.top,
  )
  const moved = wanted.left !== frame.left || wanted.top !== frame.top
  const cuts = image.labelled.some(({ rect: box }) => !frameContains(wanted, image, box))
  const save = useMutation({
    mutationFn: () => {
      const { scaledWidth, scaledHeight, left, top } = wanted
      return api.catalog.images.moveFrame({
        project,
        id: image.id,
        version: image.version,
        scaledWidth,
        scaledHeight,
        left,
        top,
      })
    },
    onSuccess: (fresh) =>
      queries.setQueryData(query.catalog.images.get.queryKey({ input: { project, id: image.id } }), fresh),
    onError: (error) => {
      const { message, fix } = readProblem(error)
      toast({ kind: 'error', text: fix ? `${message} ${fix}` : message })
    },
  })
  return (
    <div className="flex flex-col gap-2">
      <FrameEditor
        src={image.url}
        alt={image.caption ?? image.name}
        width={image.width}
        height={image.height}
        frame={rect}
        onChange={setRect}
        regions={image.labelled.map(({ id, label, rect: box }) => ({ key: id, label, box }))}
        className="h-72"
      />
      {moved && (
        <div className="flex gap-2">
          <Button look="main" busy={save.isPending} disabled={cuts} onClick={() => save.mutate()}>
            {t('save')}
          </Button>
          <Button look="plain" onClick={() => setRect(frameRect(frame, image))}>
            {t('undo')}
          </Button>
        </div>
      )}
    </div>
  )
}
