'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { MaskedPicture } from '@/lib/ui/region/masked-picture'

interface SeedPictureProps {
  project: string
  regionId: string | null
  image: { readonly id: string; readonly thumbUrl: string }
  caption: string
}

/** The frame that engines see, with the region of the edit drawn on it. */
export function SeedPicture({ project, regionId, image, caption }: SeedPictureProps) {
  const t = useTranslations('seeds')
  const region = useQuery(
    query.regions.get.queryOptions({ input: { project, id: regionId ?? '' }, enabled: regionId !== null }),
  )
  const whole = useQuery(
    query.catalog.images.get.queryOptions({ input: { project, id: image.id }, enabled: regionId === null }),
  )
  // Never the whole photograph for a moment: the region would lie elsewhere on it.
  if (regionId ? region.isPending : whole.isPending) return <Skeleton className="aspect-square w-full" />
  const src = (regionId ? region.data?.frameUrl : whole.data?.frame?.url) ?? image.thumbUrl
  return (
    <figure className="flex flex-col gap-1">
      <MaskedPicture src={src} alt={caption} mask={region.data?.fineUrl} maskLabel={t('region')} />
      <figcaption className="text-small text-muted">
        {regionId ? (region.data?.label ?? '…') : t('wholeImage')}
      </figcaption>
    </figure>
  )
}
