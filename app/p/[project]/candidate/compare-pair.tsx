'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { CompareViewer } from '@/lib/ui/compare/compare-viewer'
import { loadImage } from '@/lib/ui/compare/load-image'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { toast } from '@/lib/ui/feedback/toast'
import type { Candidate } from '../generation/types'

/** The pair in the full viewer: slider, side by side, blink, difference. Its keys hold while it is open. */
export function ComparePair({ candidate, onClose }: { candidate: Candidate; onClose: () => void }) {
  const t = useTranslations('generation')
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  useEffect(() => {
    let current = true
    loadImage(candidate.editedUrl).then(
      ({ naturalWidth: width, naturalHeight: height }) => current && setSize({ width, height }),
      () => toast({ kind: 'error', text: t('pictureMissing') }),
    )
    return () => {
      current = false
    }
  }, [candidate.editedUrl, t])
  return (
    <Dialog open size="wide" title={candidate.instruction} onClose={onClose}>
      {size ? (
        <CompareViewer
          className="h-[min(70dvh,44rem)]"
          source={candidate.sourceUrl}
          edited={candidate.editedUrl}
          photo={candidate.anchorUrl}
          mask={candidate.maskUrl ?? undefined}
          {...size}
        />
      ) : (
        <Skeleton className="h-[min(70dvh,44rem)] w-full" />
      )}
    </Dialog>
  )
}
