'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { decodeRle } from '@/lib/imaging/masks/rle'
import { readProblem } from '@/lib/ui/api/api-error'
import { Button } from '@/lib/ui/controls/button'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { encodeGreyPng } from '@/lib/ui/region/encode-grey-png'
import { MaskedPicture } from '@/lib/ui/region/masked-picture'
import type { StudioMask, StudioVersion } from '@/lib/ui/studio/studio-contract'

interface MaskConflictProps {
  frameUrl: string
  mine: StudioMask
  theirs: StudioVersion
  onClose: () => void
  onKeepBoth: () => Promise<void>
  onTakeTheirs: () => void
}

/** Somebody saved a mask of the same region meanwhile: both side by side, and which of them goes on. */
export function MaskConflict(props: MaskConflictProps) {
  const { frameUrl, mine, theirs, onClose, onKeepBoth, onTakeTheirs } = props
  const t = useTranslations('studio.conflict')
  const mineUrl = usePicture(mine)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const keep = async () => {
    setBusy(true)
    await onKeepBoth().catch((error: unknown) => {
      setProblem(readProblem(error).message)
      setBusy(false)
    })
  }
  return (
    <Dialog
      open
      size="wide"
      title={t('title')}
      onClose={onClose}
      actions={
        <>
          <Button look="main" busy={busy} onClick={() => void keep()}>
            {t('keepBoth')}
          </Button>
          <Button onClick={onTakeTheirs}>{t('takeTheirs')}</Button>
          <Button look="plain" onClick={onClose}>
            {t('drawOn')}
          </Button>
        </>
      }
    >
      <p className="pb-3 text-muted">{t('about')}</p>
      <div className="grid grid-cols-2 gap-4">
        <figure className="flex flex-col gap-1.5">
          <MaskedPicture src={frameUrl} alt={t('mine')} mask={mineUrl} maskLabel={t('mine')} />
          <figcaption className="text-small">{t('mine')}</figcaption>
        </figure>
        <figure className="flex flex-col gap-1.5">
          <MaskedPicture src={frameUrl} alt={theirs.name} mask={theirs.maskUrl} maskLabel={theirs.name} />
          <figcaption className="text-small">
            {theirs.name} <span className="text-muted">{theirs.by}</span>
          </figcaption>
        </figure>
      </div>
      {problem && <ErrorState title={problem} />}
    </Dialog>
  )
}

/** A mask's picture for as long as it is looked at. */
function usePicture({ rle }: StudioMask): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let current = true
    void encodeGreyPng(decodeRle(rle)).then((png) => {
      if (!current) return
      made = URL.createObjectURL(png)
      setUrl(made)
    })
    return () => {
      current = false
      if (made) URL.revokeObjectURL(made)
    }
  }, [rle])
  return url
}
