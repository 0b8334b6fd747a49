'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { loadImage } from '@/lib/ui/compare/load-image'
import { Button } from '@/lib/ui/controls/button'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { RegionCanvas } from '@/lib/ui/region/region-canvas'
import type { DrawnRegion } from '@/lib/ui/region/region-shape'
import { toastProblem } from '../../../problem-state'
import { regionInputOf } from './region-input'
import type { Region } from './types'

interface CorrectRegionProps {
  project: string
  region: Region & { frameUrl: string }
  onClose: () => void
}

/** Draws a region anew over its frame. The old one stays; the new one names it as its parent. */
export function CorrectRegion({ project, region, onClose }: CorrectRegionProps) {
  const t = useTranslations('regions')
  const client = useQueryClient()
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  const [drawn, setDrawn] = useState<DrawnRegion | null>(null)
  useEffect(() => {
    let current = true
    loadImage(region.frameUrl).then(
      ({ naturalWidth: width, naturalHeight: height }) => current && setSize({ width, height }),
      toastProblem,
    )
    return () => {
      current = false
    }
  }, [region.frameUrl])
  const save = useMutation({
    mutationFn: async () => {
      if (!drawn || !size) throw new Error(t('nothingDrawn'))
      return api.regions.create({
        project,
        imageId: region.imageId,
        frameId: region.frameId,
        label: region.label,
        labelled: region.labelled,
        parentId: region.id,
        input: await regionInputOf(drawn, size),
      })
    },
    onSuccess: () => {
      toast({ text: t('saved') })
      void client.invalidateQueries({ queryKey: query.regions.key() })
      onClose()
    },
  })
  const problem = save.error && readProblem(save.error)
  return (
    <Dialog
      open
      size="wide"
      title={t('correctTitle', { label: region.label })}
      onClose={onClose}
      actions={
        <Button
          look="main"
          hint="Mod+Enter"
          busy={save.isPending}
          disabled={!drawn}
          onClick={() => save.mutate()}
        >
          {t('save')}
        </Button>
      }
    >
      <SaveKey run={() => save.mutate()} disabled={!drawn || save.isPending} label={t('save')} />
      {size ? (
        <RegionCanvas
          className="h-[min(65dvh,40rem)]"
          src={region.frameUrl}
          alt={region.label}
          {...size}
          {...(region.fineUrl && { initial: { shape: { kind: 'brush' as const }, mask: region.fineUrl } })}
          onChange={setDrawn}
        />
      ) : (
        <Skeleton className="h-[min(65dvh,40rem)] w-full" />
      )}
      {problem && <ErrorState title={problem.message} fix={problem.fix} kept={t('kept')} />}
    </Dialog>
  )
}

/** Inside the dialog, so that the key belongs to its layer. */
function SaveKey({ run, disabled, label }: { run: () => void; disabled: boolean; label: string }) {
  useKeys([{ key: 'Mod+Enter', label, run, disabled }])
  return null
}
